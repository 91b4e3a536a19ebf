using System.Text.Json.Serialization;

namespace ConnectTimers.Bench.Report;

/// <summary>What is promised, and whether the run kept it.</summary>
/// <param name="Text">As the table shows it.</param>
/// <param name="IsMet">Whether the run kept it.</param>
internal sealed record Goal(string Text, bool IsMet);

/// <summary>A figure that has no column.</summary>
internal sealed record Figure(string Name, double Value, string Unit);

/// <summary>One measurement, as it is shown.</summary>
internal sealed record Row
{
    public required string Name { get; init; }

    /// <summary>Contacts, calls or rows; null where none are sent.</summary>
    public int? Contacts { get; init; }

    public int? Accepted { get; init; }

    /// <summary>Contacts that were not accepted.</summary>
    public int? Failed => Contacts - Accepted;

    /// <summary>Throttled calls for a hundred contacts.</summary>
    public double? ThrottledPercent { get; init; }

    /// <summary>The seconds that the ratio is made of.</summary>
    public double? Seconds { get; init; }

    /// <summary>What the quota allows for the contacts that were accepted; null where there is none.</summary>
    public double? IdealSeconds { get; init; }

    public double? TimesIdeal => Seconds / IdealSeconds;

    /// <summary>From the cmdlet's call to its return; null where there was none.</summary>
    public double? CmdletSeconds { get; init; }

    /// <summary>What else must be known to read the figures: which version of a client, how it was used.</summary>
    public string? Note { get; init; }

    public IReadOnlyList<Goal> Goals { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    [JsonIgnore]
    public string GoalText => Goals.Count == 0 ? "none" : string.Join(", ", Goals.Select(g => g.Text));

    public bool IsShort => Goals.Any(g => !g.IsMet);

    public string Verdict => IsShort ? $"falls short: {string.Join(", ", Goals.Where(g => !g.IsMet).Select(g => g.Text))}"
        : Goals.Count == 0 ? "measured" : "holds";
}
