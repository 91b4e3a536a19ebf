namespace ConnectTimers.Abstractions;

/// <summary>
/// One search for open chats. Pages are requested ahead of the reader, because the service does not document how long its page tokens are
/// valid. One thread takes the events; <see cref="ConnectionSettings.Wake"/> says when there is one. Disposing stops the search.
/// </summary>
public interface IChatSearch : IDisposable
{
    /// <summary>Takes the next event.</summary>
    /// <returns>Null when there is none yet, or no more.</returns>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    SearchEvent? TryTake();

    /// <summary>Whether every event has been taken and no more will come.</summary>
    bool IsCompleted { get; }
}

/// <summary>An event of a search: <see cref="ChatsFound"/>, <see cref="SearchDelayed"/> or <see cref="SearchFailed"/>.</summary>
public abstract class SearchEvent;

/// <summary>A page of results.</summary>
/// <param name="chats">The chats, in the service's order.</param>
public sealed class ChatsFound(IReadOnlyList<FoundChat> chats) : SearchEvent
{
    /// <summary>The chats, in the service's order.</summary>
    public IReadOnlyList<FoundChat> Chats => chats;

    /// <summary>The number of contacts that match in all, according to the service; null when it does not say.</summary>
    public long? TotalCount { get; init; }

    /// <summary>Contacts of the page that were left out, because they are not open chats or do not match the query.</summary>
    public int LeftOut { get; init; }
}

/// <summary>A request failed and will be retried.</summary>
/// <param name="problem">The failure.</param>
public sealed class SearchDelayed(Problem problem) : SearchEvent
{
    /// <summary>The failure.</summary>
    public Problem Problem => problem;
}

/// <summary>The search ended before its last page. No event follows.</summary>
/// <param name="problem">The reason.</param>
/// <param name="isFault">Whether every other search would fail in the same way.</param>
public sealed class SearchFailed(Problem problem, bool isFault) : SearchEvent
{
    /// <summary>The reason.</summary>
    public Problem Problem => problem;

    /// <summary>Whether every other search would fail in the same way.</summary>
    public bool IsFault => isFault;

    /// <summary>
    /// Returns the failure as a watch reports it. One that ends one of several instances or queues is reported at once and not at the end of the watch:
    /// the others may go on for weeks.
    /// </summary>
    /// <param name="watched">The instances or queues that have not ended, the failed one included.</param>
    internal SearchFailed AmongOthers(int watched) => isFault && watched > 1 ? new SearchFailed(problem, isFault: false) : this;
}
