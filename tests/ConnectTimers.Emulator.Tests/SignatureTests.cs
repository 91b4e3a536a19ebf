using System.Text;

namespace ConnectTimers.Emulator.Tests;

public sealed class SignatureTests
{
    private const string Path = Caller.Operation + "/i/c";

    private static readonly string Body = Caller.Body(("CUSTOMER", "IDLE", 5));

    [Fact]
    public async Task A_right_signature_is_taken()
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Caller.SendAsync(rig.Caller.Signed("PUT", Path, Body));

        Assert.Equal(200, answer.Status);
        Assert.Equal("", answer.Body);
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task A_query_is_signed_too()
    {
        await using var rig = await Rig.StartAsync();

        var whole = await rig.Caller.SendAsync(rig.Caller.Signed("PUT", Path, Body, "a=%20&b="));
        var tampered = rig.Caller.Signed("PUT", Path, Body, "a=%20&b=");
        tampered.RequestUri = rig.Caller.Raw(Path + "?a=%20&b=1");

        Assert.Equal(200, whole.Status);
        await RefusedAsync(rig, tampered, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_body_changed_after_signing_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.Content = new StringContent(Caller.Body(("CUSTOMER", "IDLE", 480)), Encoding.UTF8, "application/json");

        await RefusedAsync(rig, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_path_changed_after_signing_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.RequestUri = rig.Caller.Raw(Caller.Operation + "/i/d");

        await RefusedAsync(rig, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_signed_header_changed_after_signing_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.Headers.Host = "elsewhere.example";

        await RefusedAsync(rig, request, "InvalidSignatureException");
    }

    [Theory]
    [InlineData("AKIDEXAMPLE", "WRONG", "InvalidSignatureException")]
    [InlineData("AKIDOTHER", "SECRET", "UnrecognizedClientException")]
    public async Task Wrong_keys_are_refused(string accessKey, string secretKey, string errorType)
    {
        await using var rig = await Rig.StartAsync();
        using var stranger = rig.CallerWith(accessKey, secretKey);

        await RefusedAsync(rig, stranger.Signed("PUT", Path, Body), errorType);
    }

    [Fact]
    public async Task A_signature_for_another_service_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        using var stray = rig.CallerWith(service: "s3");

        var answer = await RefusedAsync(rig, stray.Signed("PUT", Path, Body), "InvalidSignatureException");

        Assert.Contains("'connect'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_authorization_is_refused()
    {
        await using var rig = await Rig.StartAsync();

        await RefusedAsync(rig, rig.Caller.Unsigned("PUT", Path, Body), "MissingAuthenticationTokenException");
    }

    [Theory]
    [InlineData("/eu-west-2/", "/us-east-1/")]
    [InlineData("/connect/", "/s3/")]
    [InlineData("/20260301/", "/20260302/")]
    [InlineData("AKIDEXAMPLE/", "AKIDOTHER/")]
    public async Task A_scope_changed_after_signing_is_refused(string before, string after)
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization.Replace(before, after, StringComparison.Ordinal));

        await RefusedAsync(rig, request, after == "AKIDOTHER/" ? "UnrecognizedClientException" : "InvalidSignatureException");
    }

    [Fact]
    public async Task A_scope_that_does_not_end_as_it_must_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization.Replace("aws4_request", "aws5_request", StringComparison.Ordinal));

        await RefusedAsync(rig, request, "IncompleteSignatureException");
    }

    [Theory]
    [InlineData("eu-west-2", true)]
    [InlineData("us-east-1", false)]
    public async Task A_Region_that_is_set_is_the_only_one_taken(string region, bool taken)
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { Region = "eu-west-2" });
        using var caller = rig.CallerWith(region: region);

        if (taken)
        {
            Assert.Equal(200, (await caller.SetAsync("i", "c")).Status);
            return;
        }

        var answer = await RefusedAsync(rig, caller.Signed("PUT", Path, Body), "InvalidSignatureException");
        Assert.Equal("Credential should be scoped to a valid region.", answer.Message);
    }

    [Fact]
    public async Task A_scope_without_a_Region_is_refused_even_if_signed_so()
    {
        await using var rig = await Rig.StartAsync();
        using var nowhere = rig.CallerWith(region: "");

        await RefusedAsync(rig, nowhere.Signed("PUT", Path, Body), "InvalidSignatureException");
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Security-Token")]
    public async Task What_the_signature_depends_on_must_not_come_twice(string header)
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SessionToken = "T" });
        using var caller = rig.CallerWith(sessionToken: "T");
        var request = caller.Signed("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation(header, request.Headers.GetValues(header).Single());

        // Past HttpClient, which would join the two.
        var answer = await Wire.SendAsync(request);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Errortype: IncompleteSignatureException\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("must come once", answer, StringComparison.Ordinal);
        Assert.Empty(rig.Emulator.GetState().Contacts);
    }

    [Theory]
    [InlineData("Credential=AKIDEXAMPLE/20260301/eu-west-2/connect/aws4_request")]
    [InlineData("SignedHeaders=host")]
    [InlineData("Signature=00")]
    public async Task A_part_of_the_authorization_must_not_come_twice(string again)
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization + ", " + again);

        await RefusedAsync(rig, request, "IncompleteSignatureException");
    }

    [Fact]
    public async Task A_date_that_was_signed_and_did_not_arrive_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.Headers.Remove("x-amz-date");

        var answer = await RefusedAsync(rig, request, "IncompleteSignatureException");

        Assert.Contains("'X-Amz-Date'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_in_another_form_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.Headers.Remove("x-amz-date");
        request.Headers.TryAddWithoutValidation("x-amz-date", "20260301 12:00");

        await RefusedAsync(rig, request, "IncompleteSignatureException");
    }

    [Fact]
    public async Task A_signed_header_that_did_not_arrive_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Signed("PUT", Path, Body, extra: [("x-amz-note", "n")]);
        request.Headers.Remove("x-amz-note");

        await RefusedAsync(rig, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_session_token_must_be_signed()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SessionToken = "T" });
        var request = rig.Caller.Signed("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("x-amz-security-token", "T");

        var answer = await RefusedAsync(rig, request, "InvalidSignatureException");

        Assert.Contains("'x-amz-security-token'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_token_where_there_is_none_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        using var caller = rig.CallerWith(sessionToken: "T");

        await RefusedAsync(rig, caller.Signed("PUT", Path, Body), "UnrecognizedClientException");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-2/connect/aws4_request, SignedHeaders=host")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/connect/aws4_request, SignedHeaders=host, Signature=00")]
    public async Task An_authorization_that_lacks_a_part_is_refused(string authorization)
    {
        await using var rig = await Rig.StartAsync();
        var request = rig.Caller.Unsigned("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        await RefusedAsync(rig, request, "IncompleteSignatureException");
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-amz-date")]
    public async Task Host_and_date_must_be_signed(string missing)
    {
        await using var rig = await Rig.StartAsync();
        var now = rig.Clock.GetUtcNow();
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = rig.Emulator.Endpoint.Authority,
            ["x-amz-date"] = SigV4Signer.Timestamp(now),
        };
        var request = rig.Caller.Unsigned("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("x-amz-date", headers["x-amz-date"]);
        headers.Remove(missing);
        request.Headers.TryAddWithoutValidation("Authorization", rig.Caller.Signer.Authorization("PUT", Path, "", headers, Body, now));

        var answer = await RefusedAsync(rig, request, "InvalidSignatureException");

        Assert.Contains($"'{missing}'", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public async Task Five_minutes_of_skew_are_borne_and_no_more(int seconds, bool taken)
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Caller.SendAsync(rig.Caller.Signed("PUT", Path, Body, skew: TimeSpan.FromSeconds(seconds)));

        Assert.Equal(taken ? 200 : 403, answer.Status);
        Assert.Equal(taken ? null : "InvalidSignatureException", answer.ErrorType);

        // By this header the SDKs correct their own clock.
        Assert.Equal(rig.Clock.GetUtcNow(), answer.Headers.Date);
    }

    [Fact]
    public async Task A_session_token_must_be_the_one_that_belongs_to_the_keys()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SessionToken = "T1" });
        using var right = rig.CallerWith(sessionToken: "T1");
        using var wrong = rig.CallerWith(sessionToken: "T2");
        using var none = rig.CallerWith();

        Assert.Equal(200, (await right.SetAsync("i", "c")).Status);
        await RefusedAsync(rig, wrong.Signed("PUT", Path, Body), "UnrecognizedClientException");
        await RefusedAsync(rig, none.Signed("PUT", Path, Body), "UnrecognizedClientException");
    }

    [Fact]
    public async Task Temporary_credentials_expire_when_others_replace_them()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SessionToken = "T1" });
        using var before = rig.CallerWith(sessionToken: "T1");
        using var after = rig.CallerWith("AKIDNEXT", "NEXT", sessionToken: "T2");
        Assert.Equal(200, (await before.SetAsync("i", "c")).Status);

        rig.Emulator.SetCredentials("AKIDNEXT", "NEXT", "T2");

        await RefusedAsync(rig, before.Signed("PUT", Path, Body), "ExpiredTokenException");
        Assert.Equal(200, (await after.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task No_answer_repeats_what_was_secret()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SecretKey = "HUSH", SessionToken = "HUSHTOO" });
        using var stranger = rig.CallerWith(sessionToken: "HUSHTOO");

        var answer = await RefusedAsync(rig, stranger.Signed("PUT", Path, Body), "InvalidSignatureException");

        Assert.DoesNotContain("HUSH", answer.Body, StringComparison.Ordinal);
    }

    private static void Spoil(HttpRequestMessage request, Func<string, string> change)
    {
        var authorization = request.Headers.GetValues("Authorization").Single();
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", change(authorization));
    }

    /// <summary>Refused with 403, counted, logged, and without effect on the contact it named.</summary>
    private static async Task<Answer> RefusedAsync(Rig rig, HttpRequestMessage request, string errorType)
    {
        var before = rig.Emulator.GetState();
        var answer = await rig.Caller.SendAsync(request);

        Assert.Equal(403, answer.Status);
        Assert.Equal(errorType, answer.ErrorType);
        Assert.Equal(before.Contacts.Count, rig.Emulator.GetState().Contacts.Count);
        Assert.Equal(before.Counts.Refused + 1, rig.Emulator.GetState().Counts.Refused);
        Assert.Equal(errorType, rig.Emulator.GetRequests()[^1].ErrorType);
        return answer;
    }
}
