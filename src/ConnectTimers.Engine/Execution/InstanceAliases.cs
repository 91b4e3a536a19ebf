using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// Finds instances by their aliases, which the console shows and the API does not take. An id need not be a GUID, so a text is looked up only after the service
/// has rejected it, or where the journal needs the id before the call; the instances of the account are then listed once.
/// </summary>
/// <param name="client">The client whose calls name instances.</param>
/// <param name="limiters">The rate limiters of the process.</param>
/// <param name="region">The Region's code.</param>
/// <param name="run">The run's shared state.</param>
internal sealed class InstanceAliases(RegionClient client, RateLimiterPartitions limiters, string region, RunState run)
{
    // The documented quota of the operation is 2 a second with a burst of 5 (administrator guide, "API throttling quotas").
    private static readonly RateLimits Limits = new(2, 5, MaxInFlight: 1);

    // Far more than an account can have: pages that never end.
    private const int MaxPages = 1000;

    private Task<Dictionary<string, string>?>? _listing;

    /// <summary>Returns the id of the instance that has been found for a text; the text itself if none has.</summary>
    public string KnownId(string text) =>
        _listing is { IsCompletedSuccessfully: true, Result: { } known } && !IdText.IsGuid(text) && known.TryGetValue(text, out var id) ? id : text;

    /// <summary>Returns the id of the instance that has a text as its alias; the text itself if none has, or if the instances cannot be listed.</summary>
    public async Task<string> IdOfAsync(string text) =>
        IdText.IsGuid(text) || await (_listing ??= ListAsync()) is not { } known || !known.TryGetValue(text, out var id) ? text : id;

    /// <summary>Looks for the alias that a rejected call named.</summary>
    /// <param name="text">The instance of the call.</param>
    /// <param name="result">The rejection.</param>
    /// <returns>The id; null if it is no alias, or the call was rejected for another reason.</returns>
    public async Task<string?> FindAsync(string text, CallResult result)
    {
        // A policy that names instances denies an alias; the API reference does not say which error an alias gets.
        if (IdText.IsGuid(text) || result.Answer?.Kind != AnswerKind.Rejected
            || result.Problem is not { Category: ProblemCategory.ObjectNotFound or ProblemCategory.InvalidArgument or ProblemCategory.PermissionDenied })
        {
            return null;
        }

        return await IdOfAsync(text) is var id && id != text ? id : null;
    }

    // Null if they cannot be listed: the rejection then says what is wrong.
    private async Task<Dictionary<string, string>?> ListAsync()
    {
        using var listing = new RegionClient(client.Service, limiters, Operation.ListInstances, region, run, client.Account, Limits);
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? token = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var current = token;
            var result = await new RetryingCall(listing, stop => client.Service.ListInstancesAsync(current, stop), new ContactKey("", ""), run).SendAsync();
            if (result.Answer?.Instances is not { } instances)
            {
                return null;
            }

            foreach (var instance in instances.InstanceSummaryList)
            {
                if (instance is { Id: { } id, InstanceAlias: { Length: > 0 } alias } && ChatContact.IsId(id, ChatContact.MaxInstanceIdLength))
                {
                    known[alias] = id;
                }
            }

            token = instances.NextToken;
            if (string.IsNullOrEmpty(token))
            {
                break;
            }
        }

        return known;
    }
}
