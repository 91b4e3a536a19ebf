namespace ConnectTimers.Abstractions;

/// <summary>What a search has to say next: chats, or why none come.</summary>
public sealed class FoundPage
{
    /// <summary>The chats of one page, in the service's order.</summary>
    public IReadOnlyList<FoundChat> Chats { get; init; } = [];

    /// <summary>How many contacts match in all, as the service says it; null where it does not.</summary>
    public long? TotalCount { get; init; }

    /// <summary>Contacts of the page that were left out because they are no open chats, or none that was asked for.</summary>
    public int LeftOut { get; init; }

    /// <summary>Whether nothing has come yet, and there is time to do something else.</summary>
    public bool IsTurn { get; init; }

    /// <summary>Why no page comes just now; the search goes on.</summary>
    public Problem? Delay { get; init; }

    /// <summary>Why no more pages come; nothing comes after it.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether the problem is not the query's own: any other search would end the same way.</summary>
    public bool IsFault { get; init; }
}
