using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ConnectTimers.Bench.SdkWorker;

/// <summary>
/// A client of one operation on AWSSDK.Core, as the SDK's generated clients stand on it, with the SDK's own retries. The generated one,
/// AWSSDK.Connect, has nothing more to say about retries.
/// </summary>
internal sealed class UpdateClient(UpdateConfig config) : AmazonServiceClient(new BasicAWSCredentials("AKIDEXAMPLE", "SECRET"), config)
{
    // Made while the base class builds its pipeline, before any field of this class would be.
    private AttemptCounter? _counter;

    protected override IServiceMetadata ServiceMetadata { get; } = new ConnectMetadata();

    /// <summary>How many requests have left, repeated ones too.</summary>
    public int Attempts => _counter!.Count;

    public Task<AmazonWebServiceResponse> UpdateAsync(Chat chat) => InvokeAsync<AmazonWebServiceResponse>(
        new UpdateRequest(chat),
        new InvokeOptions { RequestMarshaller = UpdateMarshaller.Instance, ResponseUnmarshaller = UpdateUnmarshaller.Instance },
        CancellationToken.None);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
        pipeline.AddHandlerAfter<RetryHandler>(_counter = new AttemptCounter());
    }

    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class AttemptCounter : PipelineHandler
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            Interlocked.Increment(ref _count);
            return base.InvokeAsync<T>(executionContext);
        }
    }

    private sealed class ConnectMetadata : IServiceMetadata
    {
        public string ServiceId => "Connect";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
