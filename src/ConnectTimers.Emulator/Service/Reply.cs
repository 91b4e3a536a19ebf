using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>What a call is answered with.</summary>
internal sealed record Reply(int Status, byte[] Body)
{
    private const string LoadBalancersPage = """
        <html>
        <head><title>503 Service Temporarily Unavailable</title></head>
        <body><center><h1>503 Service Temporarily Unavailable</h1></center></body>
        </html>
        """;

    public string ContentType { get; private init; } = "application/json";

    /// <summary>For <c>X-Amzn-Errortype</c>; null for a success, and where a fault leaves it out.</summary>
    public string? ErrorType { get; private init; }

    /// <summary>False for what never came as far as the service: it bears no request id.</summary>
    public bool FromService { get; private init; } = true;

    /// <summary>The connection ends half way through the body.</summary>
    public bool BreaksOff { get; private init; }

    public static Reply Success(byte[] body) => new(StatusCodes.Status200OK, body);

    public static Reply Error(ServiceException error) => new(error.Status, EmulatorJson.WriteError(error.Message)) { ErrorType = error.Type };

    public static Reply EmptyError() => new(StatusCodes.Status500InternalServerError, []);

    public static Reply Unavailable() => new(StatusCodes.Status503ServiceUnavailable, Encoding.ASCII.GetBytes(LoadBalancersPage))
    {
        ContentType = "text/html",
        FromService = false,
    };

    /// <summary>An empty body cannot break off, so in its place two bytes are promised.</summary>
    public static Reply Truncated(byte[] body) => new(StatusCodes.Status200OK, body.Length > 1 ? body : "{}"u8.ToArray()) { BreaksOff = true };
}
