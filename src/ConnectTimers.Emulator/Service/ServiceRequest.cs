using Microsoft.AspNetCore.Http.Features;

namespace ConnectTimers.Emulator;

/// <summary>A request as it came over the wire, nothing decoded.</summary>
internal sealed record ServiceRequest(string Method, string Target, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>The target up to the query, percent-encoding as sent.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>What follows the question mark.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    public static async Task<ServiceRequest> ReadAsync(HttpContext http)
    {
        // ASP.NET's own Path is decoded, and with it a%2Fb and a/b are hard to tell apart and the signature is lost.
        var target = OriginForm(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return new ServiceRequest(http.Request.Method, target, http.Request.Headers, body.ToArray());
    }

    /// <summary>The value of a header that a signature depends on, or null if it is not there.</summary>
    /// <remarks>
    /// Sent twice, it would be anybody's guess which of the two was meant. What the service does then is documented
    /// nowhere; to refuse it is the reading taken here.
    /// </remarks>
    /// <exception cref="ServiceException">It is there more than once.</exception>
    public string? Header(string name) => Headers[name] switch
    {
        { Count: 0 } => null,
        { Count: 1 } only => only.ToString(),
        _ => throw ServiceException.IncompleteSignature($"The header '{name}' must come once."),
    };

    /// <summary>A client that takes us for its proxy sends the whole address (RFC 9112, 3.2.2).</summary>
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
