using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>What it means that no answer came back.</summary>
internal static class TransportFailure
{
    /// <summary>Null when the exception is about something else.</summary>
    public static Answer? Answer(Exception exception, string endpoint, Operation operation) => exception switch
    {
        _ when IsTimeout(exception) => Broken(TimedOut(endpoint, operation)),
        _ when IsCertificate(exception) => new Answer(AnswerKind.Fatal, null, UntrustedCertificate(exception, endpoint)),
        _ when IsName(exception) => Broken(EndpointNotFound(exception, endpoint, operation)),
        _ when exception.Find<HttpRequestException>() is { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy => Broken(ProxyFailed(proxy, endpoint, operation)),
        _ when IsNetwork(exception) => Broken(EndpointUnreachable(exception, endpoint, operation)),
        _ => null,
    };

    /// <summary>No answer within the time that one attempt has.</summary>
    public static Problem TimedOut(string endpoint, Operation operation) => new("RequestTimeout", OperationTimeout,
        $"{DisplayText.Value(endpoint)} did not answer in time.", $"{operation.Again}{operation.Harmless}.");

    /// <summary>Whether a failure to get hold of credentials may pass by itself: roles and SSO's come over the network from services too.</summary>
    public static bool Passes(Exception exception) => IsTimeout(exception) || (IsNetwork(exception) && !IsCertificate(exception))
        || exception.Find<AmazonServiceException>() is { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError };

    private static Answer Broken(Problem problem) => new(AnswerKind.Transient, null, problem);

    // Not by the caller's token, which was looked at before: so the SDK's or HttpClient's own time-out, which breaks the connection too.
    private static bool IsTimeout(Exception e) => e.Find<OperationCanceledException>() is not null || e.Find<TimeoutException>() is not null;

    private static bool IsNetwork(Exception e) => e.Find<HttpRequestException>() is not null || e.Find<SocketException>() is not null
        || e.Find<AuthenticationException>() is not null || e.Find<IOException>() is not (null or FileNotFoundException or DirectoryNotFoundException);

    // A handshake that breaks off has what broke it inside; a certificate that was looked at and not taken has nothing.
    private static bool IsCertificate(Exception e) => e.Find<AuthenticationException>() is { InnerException: null };

    private static bool IsName(Exception e) => e.Find<HttpRequestException>() is { HttpRequestError: HttpRequestError.NameResolutionError }
        || e.Find<SocketException>() is { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData };

    private static Problem UntrustedCertificate(Exception e, string endpoint) => new(nameof(UntrustedCertificate), ConnectionError,
        $"{DisplayText.Value(endpoint)} shows no certificate that this machine trusts: {Innermost(e)}",
        "Check the endpoint, whether it speaks https at all, and this machine's clock; where a proxy looks into the traffic, let this machine trust its certificate authority.");

    private static Problem EndpointNotFound(Exception e, string endpoint, Operation operation) => new(nameof(EndpointNotFound), ConnectionError,
        $"{DisplayText.Value(endpoint)} cannot be found: {Innermost(e)}", $"Check the Region, the endpoint and the network. {operation.Again} then.");

    private static Problem ProxyFailed(Exception e, string endpoint, Operation operation) => new(nameof(ProxyFailed), ConnectionError,
        $"The proxy does not let calls through to {DisplayText.Value(endpoint)}: {Innermost(e)}", $"Check the proxy, HTTPS_PROXY and NO_PROXY. {operation.Again} then.");

    private static Problem EndpointUnreachable(Exception e, string endpoint, Operation operation) => new(nameof(EndpointUnreachable), ConnectionError,
        $"{DisplayText.Value(endpoint)} cannot be reached or broke off: {Innermost(e)}",
        $"Check the endpoint, the Region and the network. {operation.Again} then{operation.Harmless}.");

    private static string Innermost(Exception e) => DisplayText.Sentence(e.Innermost().Message);
}
