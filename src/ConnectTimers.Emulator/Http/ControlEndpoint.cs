using System.Net;
using System.Text.Json;

namespace ConnectTimers.Emulator;

/// <summary>The emulator's own addresses under <c>/_emulator/</c>: unsigned, never counted or logged.</summary>
/// <remarks>
/// A page of another site that is open in a browser on this machine must not reach them: its requests name that site as
/// their origin or, if its name was pointed to this machine (DNS rebinding), as their host.
/// </remarks>
/// <param name="emulator">The emulator.</param>
/// <param name="isLoopback">Whether it listens on a loopback address: only then every name it can be called by is known.</param>
internal sealed class ControlEndpoint(ConnectEmulator emulator, bool isLoopback)
{
    public const string Prefix = "/_emulator/";

    private static readonly byte[] Page = ReadPage();

    public async Task AnswerAsync(HttpContext http)
    {
        var request = await ServiceRequest.ReadAsync(http);
        var address = request.Path[Prefix.Length..];
        var isPage = (request.Method, address) is ("GET", "");
        var (status, body) =
            IsForeign(http.Request) ? (StatusCodes.Status403Forbidden, EmulatorJson.WriteError("Only pages of the emulator itself may call this address."))
            : isPage ? (StatusCodes.Status200OK, Page)
            : Answer(request.Method, address, request.Body);
        http.Response.StatusCode = status;
        http.Response.ContentType = isPage && status == StatusCodes.Status200OK ? "text/html; charset=utf-8" : "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Carries out a control call; a change is answered with the resulting state.</summary>
    private (int Status, byte[] Body) Answer(string method, string address, byte[] body)
    {
        try
        {
            switch (method, address)
            {
                case ("GET", "health"):
                    return (StatusCodes.Status200OK, EmulatorJson.Write(new Dictionary<string, string> { ["status"] = "ok" }));
                case ("GET", "requests"):
                    return (StatusCodes.Status200OK, EmulatorJson.Write(emulator.GetRequests()));
                case ("GET", "state"):
                    break;
                case ("POST", "reset"):
                    emulator.Reset();
                    break;
                case ("POST", "faults"):
                    emulator.SetFaults(Rules(body));
                    break;
                case ("POST", "contacts"):
                    emulator.SetContacts(Contacts(body));
                    break;
                default:
                    return (StatusCodes.Status404NotFound, EmulatorJson.WriteError(
                        "Available: GET (a page for people), GET health, GET state, GET requests, POST reset, POST faults, POST contacts."));
            }

            return (StatusCodes.Status200OK, EmulatorJson.Write(emulator.GetState()));
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return (StatusCodes.Status400BadRequest, EmulatorJson.WriteError(problem.Message));
        }
    }

    private bool IsForeign(HttpRequest request)
    {
        var host = request.Host.Host;
        var isOwnName = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);
        return (isLoopback && !isOwnName)
            || (request.Headers.Origin is { Count: > 0 } origin && origin.ToString() != $"http://{request.Host.Value}");
    }

    private static byte[] ReadPage()
    {
        using var page = typeof(ControlEndpoint).Assembly.GetManifestResourceStream("page.html")!;
        using var bytes = new MemoryStream();
        page.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static FaultRule[] Rules(byte[] body) =>
        [.. EmulatorJson.Read<Dictionary<string, double>>(body).Select(rule => FaultRule.Of(rule.Key, rule.Value))];

    private static EmulatedContact[] Contacts(byte[] body) =>
        [.. EmulatorJson.Read<EmulatedContact?[]>(body).Select(contact => contact ?? throw new JsonException("A contact is null."))];
}
