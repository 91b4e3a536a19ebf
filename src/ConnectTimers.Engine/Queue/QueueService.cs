using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Queue;

/// <summary>One SQS queue, through the SDK.</summary>
/// <param name="session">The credentials of the calls.</param>
/// <param name="address">The queue.</param>
/// <param name="region">The queue's Region.</param>
/// <param name="endpoint">The endpoint, chosen and checked by <see cref="AwsEndpoint"/>.</param>
/// <param name="transport">The HTTP transport.</param>
internal sealed class QueueService(CredentialSession session, QueueAddress address, string region, string endpoint, HttpTransport transport) : IQueueService
{
    private const string ReceiveCount = "ApproximateReceiveCount";
    private const int MostMessages = 10;

    private readonly SignedCalls _calls = new(session, endpoint, transport);
    private Signed? _signed;

    public string Name => address.Name;

    public string Endpoint => endpoint;

    public Task<QueueAnswer<QueueSettings>> GetSettingsAsync(CancellationToken cancellationToken) => CallAsync(
        QueueOperations.GetQueueAttributes,
        client => client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = address.Url, AttributeNames = [QueueAttributeName.VisibilityTimeout, QueueAttributeName.RedrivePolicy] }, cancellationToken),
        answer => new QueueSettings(
            TimeSpan.FromSeconds(int.Parse(answer.Attributes![QueueAttributeName.VisibilityTimeout], CultureInfo.InvariantCulture)),
            MaxReceiveCount(answer.Attributes.GetValueOrDefault(QueueAttributeName.RedrivePolicy))),
        cancellationToken);

    public Task<QueueAnswer<IReadOnlyList<QueueMessage>>> ReceiveAsync(TimeSpan wait, TimeSpan visibility, CancellationToken cancellationToken) => CallAsync<ReceiveMessageResponse, IReadOnlyList<QueueMessage>>(
        QueueOperations.ReceiveMessage,
        client => client.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = address.Url,
                MaxNumberOfMessages = MostMessages,
                WaitTimeSeconds = (int)wait.TotalSeconds,
                VisibilityTimeout = (int)visibility.TotalSeconds,
                MessageSystemAttributeNames = [ReceiveCount],
            }, cancellationToken),
        answer => [.. (answer.Messages ?? []).Select(m => new QueueMessage(m.MessageId, m.ReceiptHandle, m.Body ?? "",
            int.TryParse(m.Attributes?.GetValueOrDefault(ReceiveCount), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1))],
        cancellationToken);

    // The service says of each entry whether it failed because of what was sent; sending that again would fail in the same way.
    public Task<QueueAnswer<IReadOnlyList<string>>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken) => CallAsync<DeleteMessageBatchResponse, IReadOnlyList<string>>(
        QueueOperations.DeleteMessage,
        client => client.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest(address.Url, [.. receiptHandles.Select((handle, i) => new DeleteMessageBatchRequestEntry(Id(i), handle))]), cancellationToken),
        answer => [.. (answer.Failed ?? []).Where(f => f.SenderFault != true).Select(f => receiptHandles[Index(f.Id)])],
        cancellationToken);

    public Task<QueueAnswer<IReadOnlyList<string>>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellationToken) => CallAsync<ChangeMessageVisibilityBatchResponse, IReadOnlyList<string>>(
        QueueOperations.ChangeMessageVisibility,
        client => client.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest(address.Url,
                [.. receiptHandles.Select((handle, i) => new ChangeMessageVisibilityBatchRequestEntry(Id(i), handle) { VisibilityTimeout = (int)visibility.TotalSeconds })]), cancellationToken),
        answer => [.. (answer.Failed ?? []).Select(f => receiptHandles[Index(f.Id)])],
        cancellationToken);

    private async Task<QueueAnswer<TValue>> CallAsync<TResponse, TValue>(
        Operation operation, Func<AmazonSQSClient, Task<TResponse>> call, Func<TResponse, TValue> read, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse
    {
        TValue? value = default;
        var answer = await _calls.CallAsync(operation, async keys => await call(ClientOf(keys)).ConfigureAwait(false), response =>
        {
            // The SDK treats every status below 400 as success, even a redirect.
            var requestId = ForeignText.RequestId(response.ResponseMetadata?.RequestId);
            if (response.HttpStatusCode != HttpStatusCode.OK || requestId is null)
            {
                return ServiceFailure.NotTheService(response.HttpStatusCode, requestId, "something else", endpoint, operation);
            }

            value = read((TResponse)response);
            return new Answer(AnswerKind.Accepted, requestId);
        }, cancellationToken).ConfigureAwait(false);
        return new QueueAnswer<TValue>(answer, value);
    }

    // A client has one set of credentials; a rejection must be about those that the call was signed with. Clients share the transport, so one costs little.
    private AmazonSQSClient ClientOf(ImmutableCredentials keys)
    {
        if (_signed is not { } signed || !signed.Keys.Equals(keys))
        {
            _signed = signed = new Signed(keys, new AmazonSQSClient(new FixedCredentials(keys), Config()));
        }

        return signed.Client;
    }

    private AmazonSQSConfig Config() => new()
    {
        ServiceURL = endpoint,
        AuthenticationRegion = region,
        HttpClientFactory = transport,
        IgnoreConfiguredEndpointUrls = true, // they are resolved by AwsEndpoint
        DefaultConfigurationMode = DefaultConfigurationMode.Standard,
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = 0, // the consumer retries, and says so
        MaxStaleConnectionRetries = 0,
        AllowAutoRedirect = false,
    };

    private static int? MaxReceiveCount(string? redrivePolicy)
    {
        try
        {
            using var policy = JsonDocument.Parse(redrivePolicy ?? "{}");
            return !policy.RootElement.TryGetProperty("maxReceiveCount", out var count) ? null
                : int.TryParse(count.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Id(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static int Index(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    private sealed record Signed(ImmutableCredentials Keys, AmazonSQSClient Client);
}
