using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Http;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Chooses and checks the endpoints of calls.</summary>
internal static class AwsEndpoint
{
    private const string Form = "Use https://HOST, or http://localhost:PORT for an emulator on this machine; nothing was sent.";

    /// <summary>
    /// Returns the address of Amazon Connect in a Region: the one that was typed; else the one that is configured; else AWS's own (botocore,
    /// <c>connect/2017-08-08/endpoint-rule-set-1.json</c>).
    /// </summary>
    /// <param name="typed">-EndpointUrl; null if it was not given.</param>
    /// <param name="region">The Region's code.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="RunFaultException">It is not an address, or plain http to another machine, or contradicts FIPS or dual-stack.</exception>
    public static Setting Connect(string? typed, string region, AwsSettings settings)
    {
        var url = Typed(typed) ?? settings.EndpointUrl("connect");
        return url is null ? new Setting(Own("connect", region, settings), "AWS") : url with { Value = Checked(url, settings) };
    }

    /// <summary>Returns the address of Amazon SQS in a Region: the one that was typed; else the one that is configured; else that of the queue.</summary>
    /// <param name="typed">-EndpointUrl; null if it was not given.</param>
    /// <param name="queue">Scheme and host of the queue's URL; null for AWS's own address in the Region.</param>
    /// <param name="region">The queue's Region.</param>
    /// <param name="settings">The settings of the watch.</param>
    /// <exception cref="RunFaultException">It is not an address, or plain http to another machine, or contradicts FIPS or dual-stack.</exception>
    public static Setting Sqs(string? typed, string? queue, string region, AwsSettings settings)
    {
        var url = Typed(typed) ?? settings.EndpointUrl("sqs") ?? Setting.Of(queue, "-QueueUrl");
        return url is null ? new Setting(Own("sqs", region, settings), "AWS") : url with { Value = Checked(url, settings) };
    }

    /// <summary>Returns the host name of a service in a Region, without FIPS or dual-stack.</summary>
    public static string HostOf(string service, string region) => $"{service}.{region}.{GetAttr(Partition(region), "dnsSuffix")}";

    /// <summary>Whether a host name is one of AWS's in the partition of a Region.</summary>
    public static bool IsHostIn(string region, string host) => ((string[])["dnsSuffix", "dualStackDnsSuffix"])
        .Any(suffix => GetAttr(Partition(region), suffix) is string name && host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the partition of a Region, as ARNs have it: <c>aws</c>, <c>aws-us-gov</c>.</summary>
    public static string PartitionOf(string region) => GetAttr(Partition(region), "name") as string ?? "aws";

    /// <summary>Returns the address of AWS Sign-In in a Region (botocore, <c>signin/2023-01-01/endpoint-rule-set-1.json</c>).</summary>
    public static string Signin(string region, AwsSettings settings) => (settings.UseFips || settings.UseDualStack, GetAttr(Partition(region), "name")) switch
    {
        (false, "aws") => $"https://{region}.signin.aws.amazon.com",
        (false, "aws-us-gov") => $"https://{region}.signin.amazonaws-us-gov.com",
        (false, "aws-cn") => $"https://{region}.signin.amazonaws.cn",
        _ => Own("signin", region, settings, hasPlainFipsHost: false),
    };

    /// <summary>Rejects a typed address that cannot be used, before anything else is looked up.</summary>
    public static void Check(string? typed)
    {
        if (Typed(typed) is { } url)
        {
            Address(url);
        }
    }

    /// <summary>Returns a configured address that can be used with the settings.</summary>
    /// <exception cref="RunFaultException">The address cannot be used with them.</exception>
    public static string Checked(Setting url, AwsSettings settings)
    {
        Address(url);
        return settings.UseFips || settings.UseDualStack ? throw new RunFaultException(ConflictingEndpoint(url)) : url.Value;
    }

    /// <summary>Returns a configured address of metadata, which may be link-local as well.</summary>
    /// <exception cref="RunFaultException">It cannot be used.</exception>
    public static string CheckedMetadata(Setting url) =>
        Uri.TryCreate(url.Value, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && PlainHosts.LoopbackAndMetadata.Includes(uri)))
            ? url.Value.TrimEnd('/') : throw new RunFaultException(new Problem("InvalidMetadataUrl", InvalidArgument,
                $"{url.Source} is {DisplayText.Value(ForeignText.Message(url.Value))}, which is not an address that issues credentials.",
                "Use https://HOST, or http with a loopback address or one of AWS's own (169.254.169.254, 169.254.170.2, 169.254.170.23); nothing was sent."));

    private static Setting? Typed(string? typed) => typed is null ? null
        : Setting.Of(typed, "-EndpointUrl") ?? throw new RunFaultException(InvalidEndpointUrl(new Setting(typed, "-EndpointUrl")));

    // GovCloud's plain hosts are its FIPS hosts, but for AWS Sign-In.
    private static string Own(string service, string region, AwsSettings settings, bool hasPlainFipsHost = true)
    {
        var partition = Partition(region);
        var isPlain = hasPlainFipsHost && Equals(GetAttr(partition, "name"), "aws-us-gov") && !settings.UseDualStack;
        var host = settings.UseFips && !isPlain ? service + "-fips" : service;
        return $"https://{host}.{region}.{GetAttr(partition, settings.UseDualStack ? "dualStackDnsSuffix" : "dnsSuffix")}";
    }

    private static void Address(Setting url)
    {
        if (!Uri.TryCreate(url.Value, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new RunFaultException(InvalidEndpointUrl(url));
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !PlainHosts.Loopback.Includes(uri))
        {
            throw new RunFaultException(InsecureEndpointUrl(url));
        }
    }

    private static Problem InvalidEndpointUrl(Setting url) => new(nameof(InvalidEndpointUrl), InvalidArgument,
        $"{url.Source} is {Quoted(url)}, which is not a usable address.", Form);

    private static Problem InsecureEndpointUrl(Setting url) => new(nameof(InsecureEndpointUrl), InvalidArgument,
        $"{url.Source} is {Quoted(url)}: plain http to another machine would show the calls and their session token to the network.", Form);

    private static Problem ConflictingEndpoint(Setting url) => new(nameof(ConflictingEndpoint), InvalidArgument,
        $"{url.Source} is {Quoted(url)}, and FIPS or dual-stack is asked for as well; AWS allows only one of them.",
        "Remove the endpoint, or AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT and their settings in the profile; nothing was sent.");

    private static string Quoted(Setting url) => DisplayText.Value(ForeignText.Message(url.Value));
}
