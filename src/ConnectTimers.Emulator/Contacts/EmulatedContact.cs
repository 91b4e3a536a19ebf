namespace ConnectTimers.Emulator;

/// <summary>A contact as it is given to the emulator.</summary>
/// <remarks>A property that is null keeps its value, or takes its default when the contact is first named.</remarks>
/// <param name="InstanceId">The instance, decoded.</param>
/// <param name="ContactId">The contact, decoded.</param>
/// <param name="State">Whether the chat waits, has an agent or has ended.</param>
public sealed record EmulatedContact(string InstanceId, string ContactId, ContactState State = ContactState.Waiting)
{
    /// <summary>CHAT (the default), VOICE, TASK or EMAIL, in any case.</summary>
    /// <exception cref="FormatException">The channel is not one of these.</exception>
    public string? Channel { get; init => field = ApiModel.Find(nameof(Channel), value, ApiModel.Channels); }

    /// <summary>An initiation method of the API model, in any case; by default API, as after StartChatContact.</summary>
    /// <exception cref="FormatException">The API model does not have the method.</exception>
    public string? InitiationMethod
    {
        get;
        init => field = ApiModel.Find(nameof(InitiationMethod), value, ApiModel.InitiationMethods);
    }

    /// <summary>When the contact was initiated; by default when it was first named.</summary>
    public DateTimeOffset? InitiationTimestamp { get; init; }

    /// <summary>The contact's queue; by default none.</summary>
    public string? QueueId { get; init; }

    /// <summary>When the contact entered its queue; by default when it was initiated.</summary>
    public DateTimeOffset? EnqueueTimestamp { get; init; }

    /// <summary>The agent that joins, or joined; by default always the same made-up agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>The contact's name; by default none.</summary>
    public string? Name { get; init; }
}

/// <summary>The state of a chat, as far as it matters for timers.</summary>
public enum ContactState
{
    /// <summary>No agent yet, or no longer: stored timers take force when one joins.</summary>
    Waiting,

    /// <summary>An agent is in the chat: an update is stored and waits for the next agent.</summary>
    Connected,

    /// <summary>Ended: an update no longer finds the contact, which is the emulator's reading; AWS does not document it.</summary>
    Ended,
}
