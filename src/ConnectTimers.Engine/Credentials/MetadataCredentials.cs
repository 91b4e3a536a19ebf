using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The metadata of the EC2 instance that this runs on (IMDSv2): its role's keys, and its Region.</summary>
/// <param name="address">The address of the metadata service.</param>
/// <param name="needsToken">Whether requests without a token (IMDSv1) are disabled.</param>
/// <param name="transport">The HTTP transport.</param>
/// <param name="clock">The clock of time-outs.</param>
internal sealed class InstanceMetadata(string address, bool needsToken, HttpTransport transport, TimeProvider clock)
{
    private const string Roles = "/latest/meta-data/iam/security-credentials/";

    // botocore waits a second. Outside EC2 nothing responds, and the user waits.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Returns the metadata that the settings name; null if they disable it.</summary>
    public static InstanceMetadata? Of(AwsSettings settings, HttpTransport transport, TimeProvider clock)
    {
        if (EnvironmentVariable.Of("AWS_EC2_METADATA_DISABLED")?.AsBoolean() ?? false)
        {
            return null;
        }

        var isIpv6 = string.Equals(settings.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")?.Value, "IPv6", StringComparison.OrdinalIgnoreCase);
        var configured = settings.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
        return new InstanceMetadata(configured is null ? isIpv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254" : AwsEndpoint.CheckedMetadata(configured),
            settings.Variable("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")?.AsBoolean() ?? false, transport, clock);
    }

    /// <summary>Gets the keys of the instance's role.</summary>
    /// <exception cref="RunFaultException">There are no credentials; the message says why.</exception>
    /// <exception cref="HttpRequestException">There is no metadata service here.</exception>
    public async Task<IssuedKeys> FetchAsync(CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        var (status, roles) = await GetAsync(Roles, token, cancellationToken).ConfigureAwait(false);
        var role = roles.Split('\n')[0].Trim();
        if (status == HttpStatusCode.NotFound || (status == HttpStatusCode.OK && role.Length == 0))
        {
            throw new RunFaultException(CredentialProblems.InstanceWithoutRole());
        }

        if (status != HttpStatusCode.OK)
        {
            throw new RunFaultException(CredentialProblems.InstanceMetadataRejected((int)status));
        }

        (status, var answer) = await GetAsync(Roles + Uri.EscapeDataString(role), token, cancellationToken).ConfigureAwait(false);
        return status == HttpStatusCode.OK ? IssuedJson.Keys(answer, "the EC2 instance's metadata", $"role {ForeignText.Message(role)} of this EC2 instance")
            : throw new RunFaultException(CredentialProblems.InstanceMetadataRejected((int)status));
    }

    /// <summary>Returns the Region of the instance; null if there is no metadata service, or it does not state one.</summary>
    public static async Task<Setting?> RegionAsync(CredentialContext context)
    {
        if (Of(context.Settings, context.MetadataTransport, context.Clock) is not { } metadata)
        {
            return null;
        }

        try
        {
            var token = await metadata.TokenAsync(CancellationToken.None).ConfigureAwait(false);
            var (status, region) = await metadata.GetAsync("/latest/meta-data/placement/region", token, CancellationToken.None).ConfigureAwait(false);
            return status == HttpStatusCode.OK && ChatContact.IsRegion(region.Trim()) ? new Setting(region.Trim(), "the EC2 instance's metadata") : null;
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or RunFaultException)
        {
            return null;
        }
    }

    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address + "/latest/api/token");
        request.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        try
        {
            var (status, token) = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (status == HttpStatusCode.OK)
            {
                ForeignText.Hide(token);
                return token;
            }

            // Older metadata services (IMDSv1) have no token endpoint.
            return status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed && !needsToken ? null
                : throw new RunFaultException(CredentialProblems.InstanceMetadataRejected((int)status));
        }
        catch (TimeoutException e)
        {
            throw new RunFaultException(CredentialProblems.InstanceMetadataSilent(address), e);
        }
    }

    private Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string? token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address + path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token", token);
        }

        return SendAsync(request, cancellationToken);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            using var answer = await transport.Client.SendAsync(request, either.Token).ConfigureAwait(false);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The EC2 instance's metadata did not respond.", e);
        }
    }
}

/// <summary>The keys that a container's agent issues, at the address that AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or …_FULL_URI names.</summary>
internal static class ContainerCredentials
{
    /// <summary>Returns what names the address; null when nothing does.</summary>
    public static Setting? Address() => EnvironmentVariable.Of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative
        ? relative with { Value = "http://169.254.170.2" + relative.Value }
        : EnvironmentVariable.Of("AWS_CONTAINER_CREDENTIALS_FULL_URI");

    /// <summary>Gets the keys.</summary>
    /// <exception cref="RunFaultException">There are no credentials; the message says why.</exception>
    public static async Task<IssuedKeys> FetchAsync(Setting address, HttpTransport transport, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AwsEndpoint.CheckedMetadata(address));
        var token = EnvironmentVariable.Of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { } file
            ? Setting.Of(await File.ReadAllTextAsync(file.Value, cancellationToken).ConfigureAwait(false), $"The file that {file.Source} names")
            : EnvironmentVariable.Of("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (token is not null)
        {
            ForeignText.Hide(token.Value);
            request.Headers.TryAddWithoutValidation("Authorization", token.Value);
        }

        using var answer = await transport.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK ? IssuedJson.Keys(body, "the container's credential endpoint", principal: null)
            : throw new RunFaultException(CredentialProblems.ContainerRejected(address, (int)answer.StatusCode));
    }
}

/// <summary>Reads keys as EC2's metadata and the agents of containers write them.</summary>
internal static class IssuedJson
{
    /// <summary>Reads the keys.</summary>
    /// <param name="json">The response.</param>
    /// <param name="source">The source of the keys, for messages.</param>
    /// <param name="principal">The user or role of the keys if the response does not state it.</param>
    /// <exception cref="RunFaultException">There are no keys in the response.</exception>
    public static IssuedKeys Keys(string json, string source, string? principal)
    {
        JsonObject? issued;
        try
        {
            issued = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            issued = null;
        }

        return issued.Text("AccessKeyId") is { } key && issued.Text("SecretAccessKey") is { } secret
            ? IssuedKeys.Of(key, secret, issued.Text("Token"), source, CredentialContext.Time(issued.Text("Expiration")), issued.Text("AccountId"), issued.Text("RoleArn") ?? principal)
            : throw new RunFaultException(CredentialProblems.NoKeysInAnswer(source, ForeignText.Code(issued.Text("Code")) is { Length: > 0 } code ? code : null));
    }
}
