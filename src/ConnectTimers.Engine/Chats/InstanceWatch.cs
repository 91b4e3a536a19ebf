using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.Chats;

/// <summary>
/// Searches one instance again and again for chats that wait for an agent. Each search begins with the newest: they have the most time left. If more wait than fit on
/// a page, the pages with older ones take turns with searches for the newest, so that neither new chats nor those that the index shows late are missed.
/// </summary>
/// <param name="query">The chats to find.</param>
/// <param name="region">The Region searched.</param>
/// <param name="client">The client of the Region.</param>
/// <param name="state">The limits and the end of this instance's calls.</param>
internal sealed class InstanceWatch(ChatQuery query, string region, RegionClient client, RunState state)
{
    // While all new chats are on the first page, older pages only serve what the index shows late.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly SeenChats _seen = new(state.Clock);
    private (ContactSearch Search, string Token)? _older; // the next page with older chats
    private long? _sweptAt;

    /// <summary>The chats that are remembered.</summary>
    public int Remembered => _seen.Count;

    /// <summary>Searches until the run ends.</summary>
    /// <param name="emit">Takes the new chats of a page, and the failure that ends the watch; waits until there is room.</param>
    /// <param name="answered">Called after each search, with the failure, if it failed and will be repeated, or null.</param>
    /// <param name="stopToken">Ends the watch.</param>
    public async Task RunAsync(Func<SearchEvent, ValueTask> emit, Action<Problem?> answered, CancellationToken stopToken)
    {
        while (!stopToken.IsCancellationRequested)
        {
            if (await SearchAsync(NewestFirst(), null, emit, answered) is not { } newest)
            {
                return;
            }

            if (_older is { } older)
            {
                if (await SearchAsync(older.Search, older.Token, emit, answered) is not { } page)
                {
                    return;
                }

                // After a failure the same page is asked for again, next time.
                _older = page.Contacts is null ? _older : Next(older.Search, page.NextToken, older.Token);
            }
            else if (newest.Contacts is not null)
            {
                Continue(newest);
            }
        }
    }

    private void Continue(Found newest)
    {
        var isSweepDue = _sweptAt is not { } sweptAt || state.Clock.GetElapsedTime(sweptAt) >= SweepInterval;
        if (string.IsNullOrEmpty(newest.NextToken))
        {
            End();
        }
        else if (isSweepDue || newest.IsLastNew)
        {
            _older = (newest.Search, newest.NextToken);
        }
    }

    private (ContactSearch Search, string Token)? Next(ContactSearch search, string? token, string previous)
    {
        if (!string.IsNullOrEmpty(token) && token != previous)
        {
            return (search, token);
        }

        End();
        return null;
    }

    // All that wait have been found.
    private void End()
    {
        _sweptAt = state.Clock.GetTimestamp();
        _seen.Forget();
    }

    private ContactSearch NewestFirst()
    {
        var now = state.Clock.GetUtcNow().UtcDateTime;
        return new ContactSearch(query, query.Since ?? now - query.Last, now) { IsNewestFirst = true };
    }

    // Null when the watch of this instance has ended.
    private async Task<Found?> SearchAsync(ContactSearch search, string? token, Func<SearchEvent, ValueTask> emit, Action<Problem?> answered)
    {
        var result = await new RetryingCall(client, stop => client.Service.SearchContactsAsync(search, token, stop), new ContactKey(query.InstanceId, ""), state).SendAsync();
        if (state.DrainToken.IsCancellationRequested && state.Fault is null)
        {
            return null;
        }

        if ((state.Fault ?? client.AccountFault) is { } fault)
        {
            await emit(new SearchFailed(fault, isFault: true));
            return null;
        }

        switch (result.Answer)
        {
            case { Kind: AnswerKind.Accepted, Page: { } page }:
                answered(null);
                var found = new FoundContacts(query, region).Read(page);
                var chats = found.Chats.Where(c => _seen.Add(c.ContactId)).ToList();
                if (chats.Count > 0)
                {
                    await emit(new ChatsFound(chats));
                }

                return new Found(search, page.Contacts, page.NextToken, chats.Count > 0 && chats[^1] == found.Chats[^1]);
            case { Kind: AnswerKind.Rejected } when token is not null:
                _older = null; // a page token that has become too old
                return new Found(search, null, null, false);
            case { Kind: AnswerKind.Rejected }:
                await emit(new SearchFailed(result.Problem!, isFault: false));
                return null;
            default:
                answered(result.Problem);
                return new Found(search, null, null, false);
        }
    }

    private sealed record Found(ContactSearch Search, IReadOnlyList<ContactSearchSummary?>? Contacts, string? NextToken, bool IsLastNew);
}
