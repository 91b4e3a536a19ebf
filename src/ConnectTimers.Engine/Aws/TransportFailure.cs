using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using ConnectTimers.Engine.Http;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Classifies attempts that got no response.</summary>
internal static class TransportFailure
{
    /// <summary>Classifies an exception; null if it has another cause.</summary>
    public static Answer? Answer(Exception exception, string endpoint, string? proxy, Operation operation) => exception switch
    {
        _ when exception.Find<PlainHttpException>() is { } plain => new Answer(AnswerKind.Fatal, null, InsecureConnection(plain, endpoint, operation)),
        _ when IsTimeout(exception) => Broken(TimedOut(endpoint, operation)),
        _ when IsCertificate(exception) => new Answer(AnswerKind.Fatal, null, UntrustedCertificate(exception, endpoint, proxy)),
        _ when IsName(exception) => Broken(EndpointNotFound(exception, endpoint, proxy, operation)),
        _ when exception.Find<HttpRequestException>() is { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel => Broken(ProxyFailed(tunnel, endpoint, proxy, operation)),
        _ when IsNetwork(exception) => Broken(EndpointUnreachable(exception, endpoint, proxy, operation)),
        _ => null,
    };

    /// <summary>The problem of an attempt that got no response in time.</summary>
    public static Problem TimedOut(string endpoint, Operation operation) => new("RequestTimeout", OperationTimeout,
        $"{DisplayText.Value(endpoint)} did not answer in time.", $"{operation.Again}{operation.Harmless}.");

    /// <summary>Whether a failure to get credentials may be transient: those of roles and SSO come from services over the network.</summary>
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

    private static Problem InsecureConnection(PlainHttpException e, string endpoint, Operation operation) => new(nameof(InsecureConnection), ConnectionError,
        $"{DisplayText.Value(endpoint)}: {e.Message}", $"Check the endpoint's name, the hosts file and the name servers; {operation.Undone}.");

    private static Problem UntrustedCertificate(Exception e, string endpoint, string? proxy) => new(nameof(UntrustedCertificate), ConnectionError,
        $"{DisplayText.Value(endpoint)}{Through(proxy)} shows no certificate that is trusted here: {Innermost(e)}",
        "Check the endpoint, whether it speaks https at all, and this machine's clock; where a proxy inspects the traffic, name its certificate authority in AWS_CA_BUNDLE or the profile's ca_bundle.");

    private static Problem EndpointNotFound(Exception e, string endpoint, string? proxy, Operation operation) => new(nameof(EndpointNotFound), ConnectionError,
        $"Could not find {DisplayText.Value(endpoint)}{Through(proxy)}: {Innermost(e)}",
        $"Check the Region, the endpoint and the network{(proxy is null ? "" : $", and the proxy (HTTPS_PROXY, NO_PROXY)")}. {operation.Again} then.");

    private static Problem ProxyFailed(Exception e, string endpoint, string? proxy, Operation operation) => new(nameof(ProxyFailed), ConnectionError,
        $"The proxy{(proxy is null ? "" : $" {DisplayText.Value(proxy)}")} does not let calls through to {DisplayText.Value(endpoint)}: {Innermost(e)}", $"Check the proxy, HTTPS_PROXY and NO_PROXY. {operation.Again} then.");

    private static Problem EndpointUnreachable(Exception e, string endpoint, string? proxy, Operation operation) => new(nameof(EndpointUnreachable), ConnectionError,
        $"Could not reach {DisplayText.Value(endpoint)}{Through(proxy)}, or it broke off: {Innermost(e)}",
        $"Check the endpoint, the Region and the network{(proxy is null ? "" : ", and the proxy (HTTPS_PROXY, NO_PROXY)")}. {operation.Again} then{operation.Harmless}.");

    private static string Through(string? proxy) => proxy is null ? "" : $" through the proxy {DisplayText.Value(proxy)}";

    private static string Innermost(Exception e) => ForeignText.Message(e.Innermost().Message);
}
