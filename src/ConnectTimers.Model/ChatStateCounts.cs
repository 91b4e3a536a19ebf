namespace ConnectTimers;

/// <summary>The counts of a lookup of contacts.</summary>
public sealed class ChatStateCounts
{
    /// <summary>Contacts that wait for an agent.</summary>
    public int Waiting { get; private set; }

    /// <summary>Contacts with an agent.</summary>
    public int Connected { get; private set; }

    /// <summary>Contacts that have ended.</summary>
    public int Ended { get; private set; }

    /// <summary>Contacts that could not be looked up, each with an error.</summary>
    public int Failed { get; private set; }

    /// <summary>Of accepted outcomes: whether their timers are in force.</summary>
    public InForceCounts InForce { get; } = new();

    /// <summary>Counts a contact.</summary>
    /// <param name="chat">Null when it could not be looked up.</param>
    public void Count(DescribedChat? chat)
    {
        Waiting += chat?.State == ChatState.Waiting ? 1 : 0;
        Connected += chat?.State == ChatState.Connected ? 1 : 0;
        Ended += chat?.State == ChatState.Ended ? 1 : 0;
        Failed += chat is null ? 1 : 0;
        InForce.Count(chat?.InForce, chat?.LeadSeconds);
    }

    /// <summary><c>3 contacts: 1 waiting, 2 connected, 0 ended; 2 of 2 in force, median 21 s before the agent.</c></summary>
    public override string ToString() =>
        $"{DisplayText.Count(Waiting + Connected + Ended + Failed, "contact", "contacts")}: {DisplayText.Number(Waiting)} waiting, {DisplayText.Number(Connected)} connected, {DisplayText.Number(Ended)} ended"
        + (Failed == 0 ? "" : $", {DisplayText.Number(Failed)} failed") + (InForce.ToString() is { Length: > 0 } inForce ? "; " + inForce : "") + ".";
}
