namespace ConnectTimers.Abstractions;

/// <summary>
/// Looks up contacts: each that is added gets one result, in the same order. One thread adds and takes; <see cref="ConnectionSettings.Wake"/> says when there
/// is a result or room. Disposing stops it.
/// </summary>
public interface IChatLookup : IDisposable
{
    /// <summary>Adds a contact.</summary>
    /// <returns>False when the queue is full, so that input is read no faster than it can be looked up.</returns>
    bool TryAdd(ChatContact contact);

    /// <summary>Says that no more contacts will be added.</summary>
    void Complete();

    /// <summary>Takes the next result.</summary>
    /// <returns>Null when there is none yet, or no more.</returns>
    ChatLookupResult? TryTake();

    /// <summary>Whether every result has been taken and no more will come.</summary>
    bool IsCompleted { get; }

    /// <summary>Why the lookup ended early, such as no credentials; null while it goes on. Contacts that were not asked for have no result.</summary>
    Problem? Fault { get; }
}

/// <summary>The result of one contact.</summary>
/// <param name="contact">The contact.</param>
/// <param name="chat">What the service says about it; null when there is a problem.</param>
/// <param name="problem">Why it could not be looked up; null when it could.</param>
public sealed class ChatLookupResult(ChatContact contact, DescribedChat? chat, Problem? problem)
{
    /// <summary>The contact.</summary>
    public ChatContact Contact => contact;

    /// <summary>What the service says about it; null when there is a problem.</summary>
    public DescribedChat? Chat => chat;

    /// <summary>Why it could not be looked up; null when it could.</summary>
    public Problem? Problem => problem;
}
