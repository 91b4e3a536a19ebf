namespace ConnectTimers;

/// <summary>Counts of accepted timers that were in force when the agent joined.</summary>
public sealed class InForceCounts
{
    // Enough for a median; a run of a million chats must not keep a million numbers.
    private const int MostLeads = 10_000;

    private readonly List<int> _leads = [];
    private int _next;

    /// <summary>Chats whose timers were accepted before their agent joined.</summary>
    public int InForce { get; private set; }

    /// <summary>Chats whose agent joined before their timers were accepted.</summary>
    public int Late { get; private set; }

    /// <summary>The median of the seconds from the acceptance of the timers to the agent, of the latest 10,000 chats in force; null without one.</summary>
    public int? MedianLeadSeconds => _leads.Count == 0 ? null : _leads.OrderBy(l => l).ElementAt(_leads.Count / 2);

    /// <summary>Counts a chat.</summary>
    /// <param name="verdict">Whether its timers are in force; only Yes and No count.</param>
    /// <param name="leadSeconds">The seconds from the acceptance of its timers to the agent; null when they are not known.</param>
    public void Count(InForceStatus? verdict, int? leadSeconds)
    {
        InForce += verdict == InForceStatus.Yes ? 1 : 0;
        Late += verdict == InForceStatus.No ? 1 : 0;
        if (verdict != InForceStatus.Yes || leadSeconds is not { } lead)
        {
            return;
        }

        if (_leads.Count < MostLeads)
        {
            _leads.Add(lead);
        }
        else
        {
            _leads[_next++ % MostLeads] = lead;
        }
    }

    /// <summary><c>498 of 500 in force, median 21 s before the agent</c>; empty while no agent is known to have joined.</summary>
    public override string ToString() => InForce + Late == 0 ? ""
        : $"{DisplayText.Number(InForce)} of {DisplayText.Number(InForce + Late)} in force"
            + (MedianLeadSeconds is { } lead ? $", median {DisplayText.Number(lead)} s before the agent" : "");
}
