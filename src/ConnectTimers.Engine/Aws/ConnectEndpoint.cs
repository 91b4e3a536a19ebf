using Amazon;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace ConnectTimers.Engine.Aws;

/// <summary>Which address a Region's calls go to, and whether it may.</summary>
internal static class ConnectEndpoint
{
    /// <summary>
    /// The address: the one that was typed; else the one that AWS_ENDPOINT_URL_CONNECT, AWS_ENDPOINT_URL or the config file's
    /// <c>services</c> name; else AWS's own (botocore, <c>connect/2017-08-08/endpoint-rule-set-1.json</c>).
    /// </summary>
    /// <exception cref="RunFaultException">It is no address, or plain http to another machine, or contradicts FIPS or dual-stack.</exception>
    public static string Of(string? typed, string region)
    {
        var settings = new ConnectConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) };
        if (typed is not null)
        {
            return Checked(typed, "-EndpointUrl", settings);
        }

        return settings.ServiceURL is { Length: > 0 } configured
            ? Checked(configured, "the configured endpoint URL (AWS_ENDPOINT_URL_CONNECT, AWS_ENDPOINT_URL or services)", settings)
            : Own(region, settings);
    }

    /// <summary>Refuses a typed address that cannot be used, before anything else is looked up.</summary>
    public static void Check(string typed) => Checked(typed, "-EndpointUrl", new ConnectConfig());

    private static string Own(string region, ConnectConfig settings)
    {
        var partition = Partition(region);
        var isGov = Equals(GetAttr(partition, "name"), "aws-us-gov");
        // GovCloud's plain host is its FIPS host.
        var host = settings.UseFIPSEndpoint && (!isGov || settings.UseDualstackEndpoint) ? "connect-fips" : "connect";
        return $"https://{host}.{region}.{GetAttr(partition, settings.UseDualstackEndpoint ? "dualStackDnsSuffix" : "dnsSuffix")}";
    }

    private static string Checked(string url, string source, ConnectConfig settings)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new RunFaultException(EndpointProblems.InvalidEndpointUrl(source, url));
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw new RunFaultException(EndpointProblems.InsecureEndpointUrl(source, url));
        }

        if (settings.UseFIPSEndpoint || settings.UseDualstackEndpoint)
        {
            throw new RunFaultException(EndpointProblems.ConflictingEndpoint(source, url));
        }

        return url;
    }
}
