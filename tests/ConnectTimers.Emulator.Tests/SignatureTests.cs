using System.Text;

namespace ConnectTimers.Emulator.Tests;

public sealed class SignatureTests
{
    private const string Path = Caller.Operation + "/i/c";

    private static readonly string Body = Caller.Body(("CUSTOMER", "IDLE", 5));

    [Fact]
    public async Task A_valid_signature_is_accepted()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await fixture.Caller.SendAsync(fixture.Caller.Signed("PUT", Path, Body));

        Assert.Equal(200, answer.Status);
        Assert.Equal("", answer.Body);
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task A_query_is_signed_too()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var whole = await fixture.Caller.SendAsync(fixture.Caller.Signed("PUT", Path, Body, "a=%20&b="));
        var tampered = fixture.Caller.Signed("PUT", Path, Body, "a=%20&b=");
        tampered.RequestUri = fixture.Caller.Raw(Path + "?a=%20&b=1");

        Assert.Equal(200, whole.Status);
        await RejectedAsync(fixture, tampered, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_body_changed_after_signing_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Content = new StringContent(Caller.Body(("CUSTOMER", "IDLE", 480)), Encoding.UTF8, "application/json");

        await RejectedAsync(fixture, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_path_changed_after_signing_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.RequestUri = fixture.Caller.Raw(Caller.Operation + "/i/d");

        await RejectedAsync(fixture, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_signed_header_changed_after_signing_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Headers.Host = "elsewhere.example";

        await RejectedAsync(fixture, request, "InvalidSignatureException");
    }

    [Theory]
    [InlineData("AKIDEXAMPLE", "WRONG", "InvalidSignatureException")]
    [InlineData("AKIDOTHER", "SECRET", "UnrecognizedClientException")]
    public async Task Wrong_keys_are_rejected(string accessKey, string secretKey, string errorType)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var other = fixture.CallerWith(accessKey, secretKey);

        await RejectedAsync(fixture, other.Signed("PUT", Path, Body), errorType);
    }

    [Fact]
    public async Task A_signature_for_another_service_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var stray = fixture.CallerWith(service: "s3");

        var answer = await RejectedAsync(fixture, stray.Signed("PUT", Path, Body), "InvalidSignatureException");

        Assert.Contains("'connect'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_authorization_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await RejectedAsync(fixture, fixture.Caller.Unsigned("PUT", Path, Body), "MissingAuthenticationTokenException");
    }

    [Theory]
    [InlineData("/eu-west-2/", "/us-east-1/")]
    [InlineData("/connect/", "/s3/")]
    [InlineData("/20260301/", "/20260302/")]
    [InlineData("AKIDEXAMPLE/", "AKIDOTHER/")]
    public async Task A_scope_changed_after_signing_is_rejected(string before, string after)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization.Replace(before, after, StringComparison.Ordinal));

        await RejectedAsync(fixture, request, after == "AKIDOTHER/" ? "UnrecognizedClientException" : "InvalidSignatureException");
    }

    [Fact]
    public async Task A_scope_with_another_terminator_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization.Replace("aws4_request", "aws5_request", StringComparison.Ordinal));

        await RejectedAsync(fixture, request, "IncompleteSignatureException");
    }

    [Theory]
    [InlineData("eu-west-2", true)]
    [InlineData("us-east-1", false)]
    public async Task Only_the_Region_that_is_set_is_accepted(string region, bool taken)
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Region = "eu-west-2" });
        using var caller = fixture.CallerWith(region: region);

        if (taken)
        {
            Assert.Equal(200, (await caller.SetAsync("i", "c")).Status);
            return;
        }

        var answer = await RejectedAsync(fixture, caller.Signed("PUT", Path, Body), "InvalidSignatureException");
        Assert.Equal("Credential should be scoped to a valid region.", answer.Message);
    }

    [Fact]
    public async Task A_scope_without_a_Region_is_rejected_even_if_signed_so()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var nowhere = fixture.CallerWith(region: "");

        await RejectedAsync(fixture, nowhere.Signed("PUT", Path, Body), "InvalidSignatureException");
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Security-Token")]
    public async Task A_header_that_the_signature_depends_on_must_not_come_twice(string header)
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SessionToken = "T" });
        using var caller = fixture.CallerWith(sessionToken: "T");
        var request = caller.Signed("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation(header, request.Headers.GetValues(header).Single());

        // HttpClient would join the two.
        var answer = await RawHttp.SendAsync(request);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amzn-Errortype: IncompleteSignatureException\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("must come once", answer, StringComparison.Ordinal);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
    }

    [Theory]
    [InlineData("Credential=AKIDEXAMPLE/20260301/eu-west-2/connect/aws4_request")]
    [InlineData("SignedHeaders=host")]
    [InlineData("Signature=00")]
    public async Task A_part_of_the_authorization_must_not_come_twice(string again)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization + ", " + again);

        await RejectedAsync(fixture, request, "IncompleteSignatureException");
    }

    [Fact]
    public async Task A_signed_date_that_did_not_arrive_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Headers.Remove("x-amz-date");

        var answer = await RejectedAsync(fixture, request, "IncompleteSignatureException");

        Assert.Contains("'X-Amz-Date'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_in_another_form_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Headers.Remove("x-amz-date");
        request.Headers.TryAddWithoutValidation("x-amz-date", "20260301 12:00");

        await RejectedAsync(fixture, request, "IncompleteSignatureException");
    }

    [Fact]
    public async Task A_signed_header_that_did_not_arrive_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body, extra: [("x-amz-note", "n")]);
        request.Headers.Remove("x-amz-note");

        await RejectedAsync(fixture, request, "InvalidSignatureException");
    }

    [Fact]
    public async Task A_session_token_must_be_signed()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SessionToken = "T" });
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("x-amz-security-token", "T");

        var answer = await RejectedAsync(fixture, request, "InvalidSignatureException");

        Assert.Contains("'x-amz-security-token'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_session_token_is_rejected()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var caller = fixture.CallerWith(sessionToken: "T");

        await RejectedAsync(fixture, caller.Signed("PUT", Path, Body), "UnrecognizedClientException");
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-2/connect/aws4_request, SignedHeaders=host")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/connect/aws4_request, SignedHeaders=host, Signature=00")]
    public async Task An_authorization_without_one_of_its_parts_is_rejected(string authorization)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Unsigned("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        await RejectedAsync(fixture, request, "IncompleteSignatureException");
    }

    [Theory]
    [InlineData("2026030")]
    [InlineData("2026")]
    [InlineData("20260301T")]
    public async Task The_date_of_the_scope_must_be_the_whole_day(string date)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var signer = fixture.Caller.Signer;
        var now = fixture.Clock.GetUtcNow();
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = fixture.Emulator.Endpoint.Authority, ["x-amz-date"] = SigV4Signer.Timestamp(now),
        };
        var request = fixture.Caller.Unsigned("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("x-amz-date", headers["x-amz-date"]);

        // The signing key has the same date, so that nothing else is wrong.
        request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization("PUT", Path, "", headers, Body, now, date));

        var answer = await RejectedAsync(fixture, request, "InvalidSignatureException");

        Assert.Contains("Date in Credential scope", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_header_must_come_once()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body, extra: [("x-note", "a,b")]);
        request.Headers.Remove("x-note");
        request.Headers.TryAddWithoutValidation("x-note", "a");
        request.Headers.TryAddWithoutValidation("x-note", "b");

        // As two lines, which HttpClient would join: the signature of the joined value still holds.
        var answer = await RawHttp.SendAsync(request);

        Assert.Contains("\r\nX-Amzn-Errortype: IncompleteSignatureException\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("'x-note' must come once", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_header_must_be_listed_once()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        Spoil(request, authorization => authorization.Replace("SignedHeaders=host;", "SignedHeaders=host;host;", StringComparison.Ordinal));

        await RejectedAsync(fixture, request, "IncompleteSignatureException");
    }

    [Theory]
    [InlineData("x-amz-target")]
    [InlineData("X-Amz-Content-Sha256")]
    public async Task A_header_of_AWS_must_be_signed(string name)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var request = fixture.Caller.Signed("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation(name, "added on the way");

        var answer = await RejectedAsync(fixture, request, "InvalidSignatureException");

        Assert.Contains($"'{name.ToLowerInvariant()}' must be a 'SignedHeader'", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-amz-date")]
    public async Task Host_and_date_must_be_signed(string missing)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var now = fixture.Clock.GetUtcNow();
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = fixture.Emulator.Endpoint.Authority,
            ["x-amz-date"] = SigV4Signer.Timestamp(now),
        };
        var request = fixture.Caller.Unsigned("PUT", Path, Body);
        request.Headers.TryAddWithoutValidation("x-amz-date", headers["x-amz-date"]);
        headers.Remove(missing);
        request.Headers.TryAddWithoutValidation("Authorization", fixture.Caller.Signer.Authorization("PUT", Path, "", headers, Body, now));

        var answer = await RejectedAsync(fixture, request, "InvalidSignatureException");

        Assert.Contains($"'{missing}'", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public async Task Five_minutes_of_clock_skew_are_accepted_and_no_more(int seconds, bool taken)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await fixture.Caller.SendAsync(fixture.Caller.Signed("PUT", Path, Body, skew: TimeSpan.FromSeconds(seconds)));

        Assert.Equal(taken ? 200 : 403, answer.Status);
        Assert.Equal(taken ? null : "InvalidSignatureException", answer.ErrorType);

        // The SDKs correct their own clock by this header.
        Assert.Equal(fixture.Clock.GetUtcNow(), answer.Headers.Date);
    }

    [Fact]
    public async Task The_session_token_must_belong_to_the_keys()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SessionToken = "T1" });
        using var right = fixture.CallerWith(sessionToken: "T1");
        using var wrong = fixture.CallerWith(sessionToken: "T2");
        using var none = fixture.CallerWith();

        Assert.Equal(200, (await right.SetAsync("i", "c")).Status);
        await RejectedAsync(fixture, wrong.Signed("PUT", Path, Body), "UnrecognizedClientException");
        await RejectedAsync(fixture, none.Signed("PUT", Path, Body), "UnrecognizedClientException");
    }

    [Fact]
    public async Task Temporary_credentials_expire_when_others_replace_them()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SessionToken = "T1" });
        using var before = fixture.CallerWith(sessionToken: "T1");
        using var after = fixture.CallerWith("AKIDNEXT", "NEXT", sessionToken: "T2");
        Assert.Equal(200, (await before.SetAsync("i", "c")).Status);

        fixture.Emulator.SetCredentials("AKIDNEXT", "NEXT", "T2");

        await RejectedAsync(fixture, before.Signed("PUT", Path, Body), "ExpiredTokenException");
        Assert.Equal(200, (await after.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task No_answer_repeats_a_secret()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SecretKey = "HUSH", SessionToken = "HUSHTOO" });
        using var other = fixture.CallerWith(sessionToken: "HUSHTOO");

        var answer = await RejectedAsync(fixture, other.Signed("PUT", Path, Body), "InvalidSignatureException");

        Assert.DoesNotContain("HUSH", answer.Body, StringComparison.Ordinal);
    }

    private static void Spoil(HttpRequestMessage request, Func<string, string> change)
    {
        var authorization = request.Headers.GetValues("Authorization").Single();
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", change(authorization));
    }

    /// <summary>Checks that a request is rejected with 403, counted and logged, and has no effect on its contact.</summary>
    private static async Task<Answer> RejectedAsync(EmulatorFixture fixture, HttpRequestMessage request, string errorType)
    {
        var before = fixture.Emulator.GetState();
        var answer = await fixture.Caller.SendAsync(request);

        Assert.Equal(403, answer.Status);
        Assert.Equal(errorType, answer.ErrorType);
        Assert.Equal(before.Contacts.Count, fixture.Emulator.GetState().Contacts.Count);
        Assert.Equal(before.Counts.Refused + 1, fixture.Emulator.GetState().Counts.Refused);
        Assert.Equal(errorType, fixture.Emulator.GetRequests()[^1].ErrorType);
        return answer;
    }
}
