using System.Net;
using Amazon.Runtime;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The problem made of every error response, and of missing credentials.</summary>
[Collection(nameof(OneAtATime))]
public class ServiceFailureTests
{
    private const string Html = "Content-Type: text/html\r\nContent-Length: 14\r\n\r\n<html>x</html>";
    private const string Torn = "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"Message\":\"TOKEN";

    [Theory]
    [InlineData("429 Too Many Requests", "ThrottlingException", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("400 Bad Request", "ThrottlingException", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("429 Too Many Requests", "WafException", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("403 Forbidden", "AccessDeniedException", ProblemCategory.PermissionDenied, nameof(AnswerKind.Rejected))]
    [InlineData("403 Forbidden", "UnrecognizedClientException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Fatal))]
    [InlineData("403 Forbidden", "InvalidSignatureException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Fatal))]
    [InlineData("403 Forbidden", "ExpiredTokenException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Fatal))]
    [InlineData("403 Forbidden", "MissingAuthenticationTokenException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Fatal))]
    [InlineData("404 Not Found", "ResourceNotFoundException", ProblemCategory.ObjectNotFound, nameof(AnswerKind.Rejected))]
    [InlineData("400 Bad Request", "InvalidRequestException", ProblemCategory.InvalidArgument, nameof(AnswerKind.Rejected))]
    [InlineData("400 Bad Request", "InvalidParameterException", ProblemCategory.InvalidArgument, nameof(AnswerKind.Rejected))]
    [InlineData("500 Internal Server Error", "InternalServiceException", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("503 Service Unavailable", "ServiceUnavailable", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("408 Request Timeout", "RequestTimeout", ProblemCategory.OperationTimeout, nameof(AnswerKind.Transient))]
    [InlineData("400 Bad Request", "RequestTimeoutException", ProblemCategory.OperationTimeout, nameof(AnswerKind.Transient))]
    [InlineData("418 Teapot", "TeapotException", ProblemCategory.NotSpecified, nameof(AnswerKind.Rejected))]
    public async Task Every_error_keeps_the_services_code_and_has_a_kind(string status, string code, ProblemCategory category, string kind)
    {
        var answer = await AnswerToAsync(Calls.Error(status, code));

        Assert.Equal((code, category, kind, "r-1"), (answer.Problem?.ErrorId, answer.Problem?.Category ?? default, answer.Kind.ToString(), answer.RequestId));
        Assert.NotEmpty(answer.Problem!.RecommendedAction);
    }

    [Theory]
    [InlineData("1500", 1.5)]
    [InlineData("0", 0.0)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("Fri, 31 Dec 2027 23:59:59 GMT", null)]
    [InlineData("99999999999999", null)]
    public async Task The_time_that_the_service_asks_to_wait_is_read_in_milliseconds(string header, double? seconds)
    {
        foreach (var status in (string[])["429 Too Many Requests", "503 Service Unavailable"])
        {
            var answer = await AnswerToAsync(Calls.Error(status, "ThrottlingException").Replace("Connection:", $"x-amz-retry-after: {header}\r\nConnection:", StringComparison.Ordinal));

            Assert.Equal(seconds, answer.RetryAfter?.TotalSeconds);
        }
    }

    [Theory]
    [InlineData("500 Oops", "Content-Length: 0\r\n\r\n", "HTTP500", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("500 Oops", "Content-Type: application/json\r\nContent-Length: 5\r\n\r\n[1,2]", "HTTP500", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("500 Oops", Torn, "HTTP500", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("502 Bad Gateway", Html, "HTTP502", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("503 Busy", Html, "HTTP503", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("504 Gateway Timeout", "Content-Length: 0\r\n\r\n", "HTTP504", ProblemCategory.ConnectionError, nameof(AnswerKind.Transient))]
    [InlineData("408 Request Timeout", "Content-Length: 0\r\n\r\n", "HTTP408", ProblemCategory.OperationTimeout, nameof(AnswerKind.Transient))]
    [InlineData("429 Too Many Requests", Html, "HTTP429", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("429 Too Many Requests", Torn, "HTTP429", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("400 Bad Request", Torn, "HTTP400", ProblemCategory.NotSpecified, nameof(AnswerKind.Rejected))]
    [InlineData("403 Forbidden", Torn, "HTTP403", ProblemCategory.PermissionDenied, nameof(AnswerKind.Rejected))]
    [InlineData("400 Bad Request", Html, "HTTP400", ProblemCategory.NotSpecified, nameof(AnswerKind.Rejected))]
    [InlineData("403 Forbidden", Html, "HTTP403", ProblemCategory.PermissionDenied, nameof(AnswerKind.Rejected))]
    public async Task An_error_without_a_code_has_its_status_for_one_whatever_its_body(string status, string rest, string errorId, ProblemCategory category, string kind)
    {
        var answer = await AnswerToAsync($"HTTP/1.1 {status}\r\n{rest}");

        Assert.Equal((errorId, category, kind), (answer.Problem?.ErrorId, answer.Problem?.Category ?? default, answer.Kind.ToString()));
        Assert.DoesNotContain("   at ", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", answer.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ThrottlingException", true)]
    [InlineData("WafException", false)]
    public async Task Only_the_services_own_throttle_is_said_to_be_the_quota(string code, bool quota)
    {
        var answer = await AnswerToAsync(Calls.Error("429 Too Many Requests", code));

        Assert.Equal(quota, answer.Problem!.Message.Contains("quota", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("200 OK", "x-amzn-RequestId: r-1\r\nContent-Length: 100\r\n\r\n{", "a body that is too long or broke off")]
    [InlineData("200 OK", "Content-Length: 0\r\n\r\n", "no content type and no body, and without a request id")]
    [InlineData("200 OK", Html, "content type 'text/html' and a body that begins with '<html>x</html>', and without a request id")]
    [InlineData("200 OK", "x-amzn-RequestId: r-1\r\n" + Html, "content type 'text/html' and a body that begins with '<html>x</html>'")]
    [InlineData("200 OK", "x-amzn-RequestId:  \r\nContent-Length: 0\r\n\r\n", "without a request id")]
    [InlineData("204 No Content", "x-amzn-RequestId: r-1\r\n\r\n", "HTTP 204")]
    [InlineData("302 Found", "Location: https://portal.example/\r\nContent-Length: 0\r\n\r\n", "a redirect, which is never followed")]
    public async Task A_success_response_that_is_not_from_Amazon_Connect_is_transient(string status, string rest, string said)
    {
        var answer = await AnswerToAsync($"HTTP/1.1 {status}\r\n{rest}");

        Assert.Equal((AnswerKind.Transient, "HTTP" + status[..3], ProblemCategory.ConnectionError), (answer.Kind, answer.Problem?.ErrorId, answer.Problem!.Category));
        Assert.Contains(said, answer.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("not a response of Amazon Connect", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidSignatureException", 0, nameof(AnswerKind.Fatal))]
    [InlineData("InvalidSignatureException", 60, nameof(AnswerKind.RetryOnce))]
    [InlineData("SignatureDoesNotMatch", 0, nameof(AnswerKind.Fatal))]
    [InlineData("AccessDeniedException", 60, nameof(AnswerKind.RetryOnce))]
    [InlineData("ExpiredTokenException", 0, nameof(AnswerKind.RetryOnce))]
    [InlineData("UnrecognizedClientException", 0, nameof(AnswerKind.RetryOnce))]
    [InlineData("NewSignatureException", 0, nameof(AnswerKind.Rejected))]
    public async Task The_signed_string_is_never_quoted(string code, int minutesOff, string kind)
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", code,
            "The Canonical String for this request should have been 'PUT x-amz-security-token:TOKEN'", TimeProvider.System.GetUtcNow().AddMinutes(minutesOff)));
        using var forget = new SdkClock(server.Endpoint);
        using var service = Calls.To(server.Endpoint, Calls.Session(Calls.Origin(new ImmutableCredentials("KEY", "SECRET", "TOKEN")), () => Calls.Origin(Calls.Keys(2))));

        var answer = await service.SetAsync();

        Assert.Equal(kind, answer.Kind.ToString());
        foreach (var text in new[] { answer.Problem!.Message, answer.Problem.RecommendedAction })
        {
            Assert.DoesNotContain("TOKEN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Expired_credentials_that_cannot_be_renewed_end_the_run_and_say_what_to_do()
    {
        var answer = await AnswerWithoutAsync(new AmazonClientException("the token of SSO has run out"));

        Assert.Equal((AnswerKind.Fatal, "NoCredentials"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("the token of SSO has run out", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.StartsWith("Sign in, then", answer.Problem.RecommendedAction, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Passing =>
    [
        new AmazonClientException("Error calling AssumeRole", new HttpRequestException("Connection refused")),
        new AmazonClientException("Error calling AssumeRole", new AmazonServiceException("busy", null, ErrorType.Receiver, "", "r", HttpStatusCode.ServiceUnavailable)),
        new TimeoutException("no answer"),
        new TaskCanceledException("no answer"),
    ];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_network_failure_while_getting_credentials_is_transient(Exception thrown)
    {
        var answer = await AnswerWithoutAsync(thrown);

        Assert.Equal((AnswerKind.Transient, "CredentialsUnreachable", ProblemCategory.ConnectionError), (answer.Kind, answer.Problem?.ErrorId, answer.Problem!.Category));
    }

    [Fact]
    public async Task An_error_of_a_credential_service_is_not_reported_as_one_of_Amazon_Connect_and_not_quoted()
    {
        var answer = await AnswerWithoutAsync(new AmazonServiceException("signed: TOKEN", null, ErrorType.Sender, "AccessDenied", "r", HttpStatusCode.Forbidden));

        Assert.Equal((AnswerKind.Fatal, "NoCredentials"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("AccessDenied", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_SDK_exception_during_a_call_is_not_reported_as_a_credential_problem()
    {
        var answer = ServiceFailure.Answer(new AmazonClientException("something else"), "https://127.0.0.1", proxy: null, Operation.UpdateParticipantRoleConfig);

        Assert.Equal((AnswerKind.Rejected, "Unexpected"), (answer.Kind, answer.Problem?.ErrorId));
    }

    private static async Task<Answer> AnswerToAsync(string bytes)
    {
        using var server = new WireServer(bytes);
        using var service = Calls.To(server.Endpoint);
        return await service.SetAsync();
    }

    private static async Task<Answer> AnswerWithoutAsync(Exception thrown)
    {
        using var server = new WireServer(Calls.Accepted);
        using var service = Calls.To(server.Endpoint, Calls.Session(Calls.Origin(() => throw thrown)));
        var answer = await service.SetAsync();
        Assert.Empty(server.Requests);
        return answer;
    }
}
