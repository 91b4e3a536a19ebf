using System.Collections;
using System.Management.Automation;
using ConnectTimers.Emulator;

namespace ConnectTimers.Quickstart;

/// <summary>Compares what the module says it did with what the emulator has.</summary>
internal static class ClosingCount
{
    private static readonly (string Property, string Timer)[] Timers =
    [
        ("CustomerIdle", "CUSTOMER/IDLE"), ("CustomerDisconnect", "CUSTOMER/DISCONNECT_NONCUSTOMER"),
        ("AgentIdle", "AGENT/IDLE"), ("AgentDisconnect", "AGENT/DISCONNECT_NONCUSTOMER"),
    ];

    /// <summary>Prints the count.</summary>
    /// <returns>The exit code: 0 when the two agree, 1 when they differ.</returns>
    public static int Print(IEnumerable? outcomes, EmulatorState state)
    {
        var all = (outcomes ?? Array.Empty<object>()).Cast<object>().Select(PSObject.AsPSObject).ToList();
        var accepted = all.Where(o => Text(o, "Status") == "Accepted").ToList();
        var said = new Dictionary<string, int?>(accepted.SelectMany(Cells).GroupBy(c => c.Key).Select(g => g.Last()));
        var stored = state.Contacts.SelectMany(c => c.Stored.Select(t => KeyValuePair.Create($"{c.ContactId} {t.Key}", t.Value))).ToList();
        var differences = stored.Where(s => !said.TryGetValue(s.Key, out var value) || value != s.Value).Select(s => s.Key)
            .Concat(said.Keys.Except(stored.Select(s => s.Key))).ToList();

        Console.WriteLine();
        Console.WriteLine($"The module says:   {accepted.Count} calls accepted, {all.Count - accepted.Count} not; {said.Count} timers on {Chats(said.Keys)} chats.");
        Console.WriteLine($"The emulator says: {state.Counts.Accepted} calls accepted, {state.Counts.Refused} refused, {state.Counts.Throttled} throttled; {stored.Count} timers on {Chats(stored.Select(s => s.Key))} chats.");
        var agree = differences.Count == 0 && accepted.Count == state.Counts.Accepted;
        Console.WriteLine(agree ? "They agree, timer for timer." : $"They differ: {string.Join("; ", differences.DefaultIfEmpty("in the number of accepted calls"))}.");
        return agree ? 0 : 1;
    }

    private static IEnumerable<KeyValuePair<string, int?>> Cells(PSObject outcome) =>
        from timer in Timers
        let cell = outcome.Properties[timer.Property].Value
        where cell is not null
        select KeyValuePair.Create($"{Text(outcome, "ContactId")} {timer.Timer}", cell as int?);

    private static string Text(PSObject outcome, string property) => (string)outcome.Properties[property].Value;

    private static int Chats(IEnumerable<string> keys) => keys.Select(k => k.Split(' ')[0]).Distinct().Count();
}
