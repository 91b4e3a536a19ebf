using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace ConnectTimers.AwsToolsLookalike;

/// <summary>As much of a client's settings as signing asks for.</summary>
internal sealed class LookalikeConfig : ClientConfig
{
    public LookalikeConfig(Uri endpoint)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard }]))
    {
        ServiceURL = endpoint.ToString();
        AuthenticationRegion = "eu-west-2";
        AuthenticationServiceName = "connect";
    }

    public override string RegionEndpointServiceName => "connect";

    public override string ServiceVersion => "2017-08-08";

    public override string UserAgent => "lookalike";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
