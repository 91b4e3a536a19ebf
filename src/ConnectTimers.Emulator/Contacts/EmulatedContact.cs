namespace ConnectTimers.Emulator;

/// <summary>A contact as it is given to the emulator.</summary>
/// <param name="InstanceId">The instance, as it stands decoded in the request's path.</param>
/// <param name="ContactId">The contact, as it stands decoded in the request's path.</param>
/// <param name="State">Where the chat stands.</param>
public sealed record EmulatedContact(string InstanceId, string ContactId, ContactState State = ContactState.Waiting);
