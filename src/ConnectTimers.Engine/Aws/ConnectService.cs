using System.Net;
using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>Amazon Connect in one Region, through the SDK.</summary>
/// <param name="session">The credentials of the calls.</param>
/// <param name="region">The Region's code.</param>
/// <param name="endpoint">The endpoint, chosen and checked by <see cref="AwsEndpoint"/>.</param>
/// <param name="transport">The HTTP transport.</param>
internal sealed class ConnectService(CredentialSession session, string region, string endpoint, HttpTransport transport) : IConnectService, IDisposable
{
    private readonly ConnectClient _client = new(new ConnectConfig { ServiceURL = endpoint, AuthenticationRegion = region, HttpClientFactory = transport });
    private readonly SignedCalls _calls = new(session, endpoint, transport);

    public string Endpoint => endpoint;

    public string? AccountId => session.AccountId;

    public string QuotaOwner => session.AccountId ?? $"session {session.Id}";

    public void Dispose() => _client.Dispose();

    public Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken) =>
        CallAsync(Operation.UpdateParticipantRoleConfig, credentials => _client.UpdateParticipantRoleConfigAsync(config, credentials, cancellationToken), cancellationToken);

    public Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken) =>
        CallAsync(Operation.SearchContacts, credentials => _client.SearchContactsAsync(search, nextToken, credentials, cancellationToken), cancellationToken);

    public Task<Answer> DescribeContactAsync(ChatContact contact, CancellationToken cancellationToken) =>
        CallAsync(Operation.DescribeContact, credentials => _client.DescribeContactAsync(contact, credentials, cancellationToken), cancellationToken);

    public Task<Answer> ListInstancesAsync(string? nextToken, CancellationToken cancellationToken) =>
        CallAsync(Operation.ListInstances, credentials => _client.ListInstancesAsync(nextToken, credentials, cancellationToken), cancellationToken);

    private Task<Answer> CallAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken) =>
        _calls.CallAsync(operation, call, response => Read(response, operation), cancellationToken);

    private Answer Read(AmazonWebServiceResponse response, Operation operation)
    {
        var requestId = ForeignText.RequestId(response.ResponseMetadata?.RequestId);
        var seen = response is EmptyAnswer empty ? empty.Seen : response.HttpStatusCode == HttpStatusCode.OK && requestId is not null ? null : operation.Returns;

        // The SDK treats every status below 400 as success, even a redirect.
        return seen is null ? new Answer(AnswerKind.Accepted, requestId) 
            {
                Page = response as SearchContactsResponse,
                Contact = (response as DescribeContactResponse)?.Contact,
                Instances = response as ListInstancesResponse,
            }
            : ServiceFailure.NotTheService(response.HttpStatusCode, requestId, seen, endpoint, operation);
    }
}
