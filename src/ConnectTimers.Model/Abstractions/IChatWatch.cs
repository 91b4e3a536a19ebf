namespace ConnectTimers.Abstractions;

/// <summary>
/// A search for chats that goes on until it is stopped, and returns each chat once, as soon as it is known. Disposing ends it: chats that nothing
/// took are given back to their queue, and those that a run has are settled when they have their outcome.
/// </summary>
public interface IChatWatch : IChatSearch
{
    /// <summary>Says that a chat was passed on. If no run has taken it by now, it comes again from a queue that feeds it.</summary>
    void Passed(FoundChat chat);

    /// <summary>Looks for no more chats. Those that are known already can still be taken, and settled until the watch is disposed.</summary>
    void Complete();

    /// <summary>Looks for no more chats and withdraws those that wait for their call, with outcomes that are Cancelled.</summary>
    void Terminate();

    /// <summary>How long it has run. Called from any thread.</summary>
    TimeSpan Duration { get; }

    /// <summary>The counts since the start. Called from any thread.</summary>
    WatchCounts GetCounts();
}

/// <summary>What a watch has seen so far.</summary>
public sealed class WatchCounts
{
    /// <summary>How long it has run.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Chats that were passed on, each counted once.</summary>
    public long Chats { get; init; }

    /// <summary>Chats whose outcome is not known yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Chats whose timers were accepted before their agent joined, as far as later events tell.</summary>
    public long InForce { get; init; }

    /// <summary>Chats whose timers were not accepted before their agent joined, as far as later events tell.</summary>
    public long Late { get; init; }

    /// <summary>The median of the seconds from the acceptance of timers to the agent, of the last 1,000 chats; null while there are none.</summary>
    public double? MedianLeadSeconds { get; init; }

    /// <summary>Messages that could not be read.</summary>
    public long Unreadable { get; init; }

    /// <summary>Failed requests to the source, each retried.</summary>
    public long Failures { get; init; }

    /// <summary><c>5 min: 498 chats, 2 waiting; 490 of 492 in force, median 21 s before the agent.</c></summary>
    public override string ToString() =>
        $"{(Duration < TimeSpan.FromMinutes(2) ? $"{DisplayText.Number((long)Duration.TotalSeconds)} s" : $"{DisplayText.Number((long)Duration.TotalMinutes)} min")}: {DisplayText.Count(Chats, "chat", "chats")}, {DisplayText.Number(Waiting)} waiting"
        + (InForce + Late == 0 ? "" : $"; {DisplayText.Number(InForce)} of {DisplayText.Number(InForce + Late)} in force")
        + (MedianLeadSeconds is { } lead ? $", median {DisplayText.Number((long)Math.Round(lead))} s before the agent" : "")
        + (Unreadable == 0 ? "" : $"; {DisplayText.Count(Unreadable, "message", "messages")} could not be read")
        + (Failures == 0 ? "" : $"; {DisplayText.Count(Failures, "failed request", "failed requests")}") + ".";
}

/// <summary>A message of a queue that is not an event of a contact. The queue's redrive policy decides what becomes of it.</summary>
/// <param name="problem">What is wrong with it.</param>
public sealed class MessageUnreadable(Problem problem) : SearchEvent
{
    /// <summary>What is wrong with it.</summary>
    public Problem Problem => problem;
}
