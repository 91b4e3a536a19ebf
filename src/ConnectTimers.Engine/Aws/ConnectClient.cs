using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Amazon Connect's client, on AWSSDK.Core: signing, clock skew, user agent, proxies and logging are the SDK's own; only the
/// operations that this module uses are described here.
/// </summary>
internal sealed class ConnectClient(AWSCredentials credentials, ConnectConfig config) : AmazonServiceClient(credentials, config)
{
    protected override IServiceMetadata ServiceMetadata { get; } = new ConnectMetadata();

    /// <summary>Sets, changes or unsets timers of one chat. Success has an empty body.</summary>
    public Task<AmazonWebServiceResponse> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken) =>
        InvokeAsync<AmazonWebServiceResponse>(
            new UpdateParticipantRoleConfigRequest(config),
            new InvokeOptions
            {
                RequestMarshaller = UpdateParticipantRoleConfigMarshaller.Instance,
                ResponseUnmarshaller = EmptyAnswerUnmarshaller.Instance,
            },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new SigV4Handler());

    private sealed class SigV4Handler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class ConnectMetadata : IServiceMetadata
    {
        public string ServiceId => "Connect";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
