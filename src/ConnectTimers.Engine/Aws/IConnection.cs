using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Queue;

namespace ConnectTimers.Engine.Aws;

/// <summary>What a run sends through: the services of the Regions, as one identity or as one in each account.</summary>
internal interface IConnection
{
    /// <summary>
    /// The Region of configs that name none: the named profile's or the environment's; null if neither has one. Looked up once, and
    /// only when asked: outside AWS the last place to look, EC2's metadata, takes seconds to say no.
    /// </summary>
    Task<string?> FindDefaultRegionAsync();

    /// <summary>Describes as whom and where calls are made; null if there is nothing to say.</summary>
    ConnectionDescription? Describe() => null;

    /// <summary>Whether the calls to each account have credentials of their own: a role is assumed in the account of each instance.</summary>
    bool IsPerAccount => false;

    /// <summary>The service in a Region, with the credentials of the run.</summary>
    /// <exception cref="RunFaultException">Its address cannot be used.</exception>
    IConnectService In(string region);

    /// <summary>Returns the service in a Region, as the role that is assumed in an account.</summary>
    /// <param name="region">The Region's code.</param>
    /// <param name="accountId">The account of the instance, as its ARN has it; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RunFaultException">The address cannot be used.</exception>
    /// <exception cref="AccountFaultException">The role cannot be assumed in the account, or the account is not known.</exception>
    Task<IConnectService> InAsync(string region, string? accountId, CancellationToken cancellationToken) => Task.FromResult(In(region));

    /// <summary>Returns an SQS queue, in its own Region or else in the default one.</summary>
    /// <param name="address">The queue.</param>
    /// <exception cref="RunFaultException">There is no Region, or the address cannot be used.</exception>
    Task<IQueueService> QueueAsync(QueueAddress address) => throw new NotSupportedException();
}

/// <summary>Amazon Connect in one Region: as narrow as the engine needs, so that another client can take its place in one file.</summary>
internal interface IConnectService
{
    /// <summary>Where the calls go.</summary>
    string Endpoint { get; }

    /// <summary>The account of the credentials, 12 digits; null if it is not known.</summary>
    string? AccountId => null;

    /// <summary>Whose quota the calls use up: the account, or the credentials themselves if their account is not known.</summary>
    string QuotaOwner => AccountId ?? "";

    /// <summary>Makes one attempt. Failures are answers; only a cancelled token throws.</summary>
    Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken);

    /// <summary>Makes one attempt to get a page of the account's instances: none, if the service has no aliases. Failures are answers; only a cancelled token throws.</summary>
    Task<Answer> ListInstancesAsync(string? nextToken, CancellationToken cancellationToken) =>
        Task.FromResult(new Answer(AnswerKind.Accepted, null) { Instances = new ListInstancesResponse() });

    /// <summary>Makes one attempt to get a page. Failures are answers; only a cancelled token throws.</summary>
    Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken);

    /// <summary>Makes one attempt to describe a contact. Failures are answers; only a cancelled token throws.</summary>
    Task<Answer> DescribeContactAsync(ChatContact contact, CancellationToken cancellationToken);
}

/// <summary>How the result of an attempt is handled.</summary>
internal enum AnswerKind
{
    /// <summary>The service accepted the call.</summary>
    Accepted,

    /// <summary>The service rejected it; a retry would get the same answer.</summary>
    Rejected,

    /// <summary>The account's quota was used up; nothing was done.</summary>
    Throttled,

    /// <summary>A transient failure: 5xx, a broken connection, no response in time. The call may have been carried out nevertheless.</summary>
    Transient,

    /// <summary>The cause was removed (clock corrected, credentials renewed): one retry of the same call may succeed.</summary>
    RetryOnce,

    /// <summary>Every other call would end the same way: credentials rejected, or a certificate that is not trusted.</summary>
    Fatal,
}

/// <summary>The result of one attempt.</summary>
/// <param name="Kind">How it is handled.</param>
/// <param name="RequestId">The service's id of the request, if there is one.</param>
/// <param name="Problem">What went wrong; null if the service accepted the call.</param>
/// <remarks>A class: tasks of a struct are compiled in the first call of every process, those of classes are there.</remarks>
internal sealed record Answer(AnswerKind Kind, string? RequestId, Problem? Problem = null)
{
    /// <summary>The contact that the service described.</summary>
    public ContactSearchSummary? Contact { get; init; }

    /// <summary>The page of instances that the service returned.</summary>
    public ListInstancesResponse? Instances { get; init; }

    /// <summary>How long the service asks to wait before the next attempt (<c>x-amz-retry-after</c>); null if it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The page of a search that the service accepted.</summary>
    public SearchContactsResponse? Page { get; init; }
}
