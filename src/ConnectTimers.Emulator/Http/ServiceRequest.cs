using Microsoft.AspNetCore.Http.Features;

namespace ConnectTimers.Emulator;

/// <summary>A request as it was sent, nothing decoded.</summary>
internal sealed record ServiceRequest(string Method, string Target, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>The target without its query, percent-encoded.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>What follows the question mark.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    public static async Task<ServiceRequest> ReadAsync(HttpContext http)
    {
        // ASP.NET Core's own Path is decoded: a%2Fb and a/b look alike in it, and the signature could not be checked.
        var target = OriginForm(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return new ServiceRequest(http.Request.Method, target, http.Request.Headers, body.ToArray());
    }

    /// <summary>Returns the value of a header that the signature depends on; null without it.</summary>
    /// <remarks>
    /// Two values of one header are ambiguous. AWS does not document what the service does then; rejecting the call is the
    /// emulator's reading.
    /// </remarks>
    /// <exception cref="ServiceException">The header was sent more than once.</exception>
    public string? Header(string name) => Headers[name] switch
    {
        { Count: 0 } => null,
        { Count: 1 } only => only.ToString(),
        _ => throw ServiceException.IncompleteSignature($"The header '{name}' must come once."),
    };

    /// <summary>Returns the path and query of a target: a client that uses the emulator as its proxy sends the whole address (RFC 9112, 3.2.2).</summary>
    private static string OriginForm(string target)
    {
        var authority = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return target;
        }

        var path = target.IndexOf('/', authority + 3);
        return path < 0 ? "/" : target[path..];
    }
}
