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
