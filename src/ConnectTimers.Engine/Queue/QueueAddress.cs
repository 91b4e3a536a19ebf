using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Queue;

/// <summary>The URL of an SQS queue and what it says.</summary>
/// <param name="Url">The URL, as the API takes it.</param>
/// <param name="Name">The queue's name.</param>
/// <param name="Region">The queue's Region; null if the host does not name it.</param>
internal sealed record QueueAddress(string Url, string Name, string? Region)
{
    /// <summary>Whether the host is one of SQS's own in its Region, and not that of a VPC endpoint or an emulator.</summary>
    private bool IsPublic { get; init; }

    /// <summary>Reads the URL of a queue, or its ARN.</summary>
    /// <exception cref="RunFaultException">It is neither.</exception>
    public static QueueAddress Read(string text)
    {
        var value = text.Trim();
        return OfArn(value) ?? OfUrl(value) ?? throw new RunFaultException(QueueProblems.InvalidQueueUrl(text));
    }

    /// <summary>Returns the address of the calls: -EndpointUrl; else the one that is configured for SQS; else that of the queue's URL.</summary>
    /// <param name="typed">-EndpointUrl; null if it was not given.</param>
    /// <param name="region">The queue's Region.</param>
    /// <param name="settings">The settings of the watch.</param>
    /// <exception cref="RunFaultException">It is not an address, or plain http to another machine.</exception>
    public Setting Endpoint(string? typed, string region, AwsSettings settings) =>
        AwsEndpoint.Sqs(typed, IsPublic ? null : new Uri(Url).GetLeftPart(UriPartial.Authority), region, settings);

    private static QueueAddress? OfArn(string text)
    {
        var parts = text.Split(':');
        return parts is ["arn", _, "sqs", { Length: > 0 } region, { Length: > 0 } account, { Length: > 0 } name] && ChatContact.IsRegion(region)
            ? new QueueAddress($"https://{AwsEndpoint.HostOf("sqs", region)}/{account}/{name}", name, region) { IsPublic = true }
            : null;
    }

    private static QueueAddress? OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0
            || uri.AbsolutePath.Trim('/').Split('/') is not [{ Length: > 0 }, { Length: > 0 } name])
        {
            return null;
        }

        var host = uri.Host.ToLowerInvariant().Split('.');
        var service = Array.FindIndex(host, label => label is "sqs" or "sqs-fips");
        var (region, isPublic) = host switch
        {
            ["queue", "amazonaws", "com"] => ("us-east-1", true), // addresses of the first years
            [var before, "queue", "amazonaws", ..] => (before, true),
            _ when service >= 0 => (host.ElementAtOrDefault(service + 1), service == 0), // after other labels it is that of a VPC endpoint
            _ => (null, false),
        };
        return region is not null && ChatContact.IsRegion(region) && AwsEndpoint.IsHostIn(region, uri.Host)
            ? new QueueAddress(text, name, region) { IsPublic = isPublic }
            : new QueueAddress(text, name, null);
    }
}
