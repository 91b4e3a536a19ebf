using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Amazon Connect's client, on AWSSDK.Core: signing, clock skew, user agent, proxies and logging are the SDK's own; only the
/// operations that this module uses are described here.
/// </summary>
/// <remarks>The client has no credentials: each request carries its own.</remarks>
internal sealed class ConnectClient(ConnectConfig config) : AmazonServiceClient(new AnonymousAWSCredentials(), config)
{
    protected override IServiceMetadata ServiceMetadata { get; } = new ConnectMetadata();

    /// <summary>Sets, changes or unsets timers of one chat. Success has an empty body.</summary>
    public Task<AmazonWebServiceResponse> UpdateParticipantRoleConfigAsync(
        ParticipantRoleConfig config, ImmutableCredentials credentials, CancellationToken cancellationToken) =>
        InvokeAsync<AmazonWebServiceResponse>(
            new UpdateParticipantRoleConfigRequest(config, credentials),
            new InvokeOptions { RequestMarshaller = UpdateParticipantRoleConfigMarshaller.Instance, ResponseUnmarshaller = EmptyAnswerUnmarshaller.Instance },
            cancellationToken);

    /// <summary>Returns a page of the contacts of an instance: a <see cref="SearchContactsResponse"/>.</summary>
    public Task<AmazonWebServiceResponse> SearchContactsAsync(
        ContactSearch search, string? nextToken, ImmutableCredentials credentials, CancellationToken cancellationToken) =>
        InvokeAsync<AmazonWebServiceResponse>(
            new SearchContactsRequest(search, nextToken, credentials),
            new InvokeOptions { RequestMarshaller = SearchContactsMarshaller.Instance, ResponseUnmarshaller = JsonAnswerUnmarshaller<SearchContactsResponse>.Instance },
            cancellationToken);

    /// <summary>Returns one contact: a <see cref="DescribeContactResponse"/>.</summary>
    public Task<AmazonWebServiceResponse> DescribeContactAsync(ChatContact contact, ImmutableCredentials credentials, CancellationToken cancellationToken) =>
        InvokeAsync<AmazonWebServiceResponse>(
            new DescribeContactRequest(contact, credentials),
            new InvokeOptions { RequestMarshaller = DescribeContactMarshaller.Instance, ResponseUnmarshaller = JsonAnswerUnmarshaller<DescribeContactResponse>.Instance },
            cancellationToken);

    /// <summary>Returns a page of the instances of the account: a <see cref="ListInstancesResponse"/>.</summary>
    public Task<AmazonWebServiceResponse> ListInstancesAsync(string? nextToken, ImmutableCredentials credentials, CancellationToken cancellationToken) =>
        InvokeAsync<AmazonWebServiceResponse>(
            new ListInstancesRequest(nextToken, credentials),
            new InvokeOptions { RequestMarshaller = ListInstancesMarshaller.Instance, ResponseUnmarshaller = JsonAnswerUnmarshaller<ListInstancesResponse>.Instance },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new RequestsOwnCredentials());

        // Removes unused handlers: a tenth of the cost of a call, and of what the first call has to compile.
        pipeline.RemoveHandler<MetricsHandler>();
        pipeline.RemoveHandler<ErrorCallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>(); // before marshalling
        pipeline.RemoveHandler<CallbackHandler>(); // before sending
        pipeline.RemoveHandler<CallbackHandler>(); // after unmarshalling
        pipeline.RemoveHandler<CompressionHandler>();
        pipeline.RemoveHandler<ChecksumHandler>();
        pipeline.RemoveHandler<EndpointDiscoveryHandler>();
    }

    // Sets the signer and the credentials, which the generated clients look up. The SDK asks for the credentials
    // three times while it signs one request; if they were renewed in between, the token and the signature would not match.
    private sealed class RequestsOwnCredentials : PipelineHandler
    {
        private static readonly AWS4Signer Signer = new();

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            context.Identity = ((ConnectRequest)context.OriginalRequest).Credentials;
            context.Signer = Signer;
            return base.InvokeAsync<T>(executionContext);
        }
    }

    private sealed class ConnectMetadata : IServiceMetadata
    {
        public string ServiceId => "Connect";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
