namespace ConnectTimers.Emulator;

/// <summary>A contact as it is given to the emulator.</summary>
/// <remarks>
/// The facts below are what SearchContacts tells and searches by. What is not said stays as it was, or takes its
/// default when the contact is first named.
/// </remarks>
/// <param name="InstanceId">The instance, as it stands decoded in the request.</param>
/// <param name="ContactId">The contact, as it stands decoded in the request.</param>
/// <param name="State">Where the chat stands.</param>
public sealed record EmulatedContact(string InstanceId, string ContactId, ContactState State = ContactState.Waiting)
{
    /// <summary>CHAT, which is the default, VOICE, TASK or EMAIL, in any case.</summary>
    /// <exception cref="FormatException">There is no such channel.</exception>
    public string? Channel { get; init => field = ModelNames.Find(nameof(Channel), value, ModelNames.Channels); }

    /// <summary>How it was initiated, by a name of the API model in any case; API, as by StartChatContact, is the default.</summary>
    /// <exception cref="FormatException">There is no such method.</exception>
    public string? InitiationMethod
    {
        get;
        init => field = ModelNames.Find(nameof(InitiationMethod), value, ModelNames.InitiationMethods);
    }

    /// <summary>When it was initiated; by default when it was first named.</summary>
    public DateTimeOffset? InitiationTimestamp { get; init; }

    /// <summary>Its queue; by default it has none.</summary>
    public string? QueueId { get; init; }

    /// <summary>When it was put into its queue; by default when it was initiated.</summary>
    public DateTimeOffset? EnqueueTimestamp { get; init; }

    /// <summary>Who joins, or joined, as its agent; by default always the same made-up agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Its name; by default it has none.</summary>
    public string? Name { get; init; }
}
