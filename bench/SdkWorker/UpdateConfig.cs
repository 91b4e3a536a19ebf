using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace ConnectTimers.Bench.SdkWorker;

/// <summary>The SDK's settings as they are when nothing is set but the retry mode.</summary>
internal sealed class UpdateConfig : ClientConfig
{
    public UpdateConfig(Uri endpoint, RequestRetryMode retryMode)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = retryMode }]))
    {
        ServiceId = "Connect";
        AuthenticationServiceName = "connect";
        AuthenticationRegion = "eu-west-2";
        ServiceURL = endpoint.GetLeftPart(UriPartial.Authority);
        RetryMode = retryMode;
    }

    public static string SdkVersion { get; } = typeof(ClientConfig).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;

    public override string RegionEndpointServiceName => "connect";

    public override string ServiceVersion => "2017-08-08";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Connect", SdkVersion);

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
