using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace ConnectTimers.Engine.Aws;

/// <summary>The SDK's settings for Amazon Connect, as this module needs them.</summary>
internal sealed class ConnectConfig : ClientConfig
{
    public ConnectConfig()
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        ServiceId = "Connect";
        AuthenticationServiceName = "connect";

        // One attempt is one token of the account's quota, so the SDK must not retry. RetryMode alone would leave
        // AWS_MAX_ATTEMPTS in force, and a reset connection would be retried ten times at once.
        RetryMode = RequestRetryMode.Standard;
        MaxErrorRetry = 0;
        MaxStaleConnectionRetries = 0;

        // Addresses are decided by AwsEndpoint.
        IgnoreConfiguredEndpointUrls = true;
        UseFIPSEndpoint = UseDualstackEndpoint = false;

        // A redirect would carry the session token to wherever it points.
        AllowAutoRedirect = false;

        // No Timeout: the dispatcher limits the wait for a response, on the clock that tests move. HttpClient's own
        // 100 seconds stay as the last resort.
    }

    public override string RegionEndpointServiceName => "connect";

    /// <summary>The API version that botocore's model and the SDKs of other languages send.</summary>
    public override string ServiceVersion => "2017-08-08";

    // The SDK's own, with its version; who calls through it, each request says.
    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Connect",
        typeof(ClientConfig).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version);

    // Used by presigners and endpoint discovery, which this client has none of.
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
