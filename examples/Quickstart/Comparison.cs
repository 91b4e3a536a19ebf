using System.Globalization;
using System.Text.Json.Nodes;
using ConnectTimers.Emulator;

namespace ConnectTimers.Quickstart;

/// <summary>What the module says that it did, beside what the emulator has.</summary>
internal static class Comparison
{
    private static readonly Dictionary<string, string> Timers = new()
    {
        ["CustomerIdle"] = "CUSTOMER/IDLE",
        ["CustomerDisconnect"] = "CUSTOMER/DISCONNECT_NONCUSTOMER",
        ["AgentIdle"] = "AGENT/IDLE",
        ["AgentDisconnect"] = "AGENT/DISCONNECT_NONCUSTOMER",
    };

    /// <summary>Prints the comparison.</summary>
    /// <param name="outcomes">The module's outcomes, as ConvertTo-Json writes them.</param>
    /// <param name="state">What the emulator has.</param>
    /// <returns>Whether the two agree, timer for timer.</returns>
    public static bool Print(string outcomes, EmulatorState state)
    {
        var all = JsonNode.Parse(outcomes)!.AsArray().OfType<JsonObject>().ToList();
        var accepted = all.Where(o => Text(o, "Status") == "0").ToList(); // ConvertTo-Json writes the number of an enum
        var refused = all.Where(o => Text(o, "Status") == "1").ToList();
        var sent = all.Sum(o => o["Attempts"]!.GetValue<int>());

        // "CONTACT CUSTOMER/IDLE=5", as the last accepted call for that timer left it.
        var said = accepted.SelectMany(o => Timers.Select(t => (Timer: $"{Text(o, "ContactId")} {t.Value}", Value: Value(o, t.Key))))
            .Where(t => t.Value is not null)
            .GroupBy(t => t.Timer).Select(g => $"{g.Key}={g.Last().Value}").ToHashSet();
        var stored = state.Contacts.SelectMany(c => c.Stored.Select(t => $"{c.ContactId} {t.Key}={t.Value?.ToString(CultureInfo.InvariantCulture) ?? "Unset"}")).ToHashSet();

        (string What, int Module, int Emulator)[] rows =
        [
            ("calls accepted", accepted.Count, state.Counts.Accepted),
            ("calls refused", refused.Count, state.Counts.Refused),
            ("calls throttled, and sent again", sent - accepted.Count - refused.Count, state.Counts.Throttled),
            ("timers that are set now", said.Count, stored.Count),
        ];
        Console.WriteLine($"\n{"",-34}{"the module says",-18}the emulator has");
        foreach (var (what, module, emulator) in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34}{module,15}   {emulator,16}"));
        }

        said.SymmetricExceptWith(stored);
        var agree = said.Count == 0 && Array.TrueForAll(rows, r => r.Module == r.Emulator);
        Console.WriteLine(agree ? "They agree, timer for timer." : $"They differ: {string.Join("; ", said.Order(StringComparer.Ordinal).DefaultIfEmpty("in their counts"))}.");
        return agree;
    }

    // Minutes, Unset, or null for a timer that the call did not name.
    private static string? Value(JsonObject outcome, string timer) =>
        outcome["UnsetTimers"]?.ToJsonString().Contains($"\"{timer}\"", StringComparison.Ordinal) == true ? "Unset" : outcome[timer]?.ToString();

    private static string Text(JsonObject outcome, string property) => outcome[property]!.ToString();
}
