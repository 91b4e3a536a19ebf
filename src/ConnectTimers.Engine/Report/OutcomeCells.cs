using System.Globalization;
using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Reads an outcome from names and values: of a journal's line, of a live outcome, or of what a file made of one. Values are what the file
/// left of them: all text in a CSV, numbers and times in JSON and CLIXML.
/// </summary>
internal sealed class OutcomeCells
{
    // What no clock of a run has shown; sums of times stay within what a DateTime holds.
    private const int FirstYear = 1970;
    private const int LastYear = 9000;

    private static readonly Dictionary<string, OutcomeStatus> Statuses =
        Enum.GetValues<OutcomeStatus>().ToDictionary(s => s.ToString(), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, object> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<KeyValuePair<string, string>> _notes = [];
    private bool _hasUnreadableTime;

    private OutcomeCells()
    {
    }

    // The journal's own names; a test holds them and the outcome's properties together.
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Time", "Endpoint", nameof(ParticipantRoleOutcome.Status), nameof(ParticipantRoleOutcome.Region),
        nameof(ParticipantRoleOutcome.InstanceId), nameof(ParticipantRoleOutcome.ContactId),
        nameof(ParticipantRoleOutcome.CustomerIdle), nameof(ParticipantRoleOutcome.CustomerDisconnect),
        nameof(ParticipantRoleOutcome.AgentIdle), nameof(ParticipantRoleOutcome.AgentDisconnect),
        nameof(ParticipantRoleOutcome.ErrorId), nameof(ParticipantRoleOutcome.Reason), nameof(ParticipantRoleOutcome.RecommendedAction),
        nameof(ParticipantRoleOutcome.Attempts), nameof(ParticipantRoleOutcome.SentAt), nameof(ParticipantRoleOutcome.LatencyMs),
        nameof(ParticipantRoleOutcome.RequestId),
    };

    /// <summary>Reads it.</summary>
    /// <param name="cells">Names and values, in their order; the last of a name counts.</param>
    /// <param name="outcome">What they say.</param>
    /// <returns>What is missing in it, as a part of a sentence; null when it is an outcome.</returns>
    public static string? TryRead(IEnumerable<KeyValuePair<string, object?>> cells, out ReportedOutcome outcome)
    {
        var read = new OutcomeCells();
        foreach (var (name, value) in cells)
        {
            read.Add(name, value);
        }

        outcome = null!;
        if (read.Text(nameof(outcome.Status)) is not { } status)
        {
            return "has no Status";
        }

        if (!Statuses.TryGetValue(status, out var known))
        {
            return $"has the Status {DisplayText.Value(status)}";
        }

        if (read.Text(nameof(JournalKey.ContactId)) is not { } contact)
        {
            return "has no ContactId";
        }

        outcome = read.Build(known, contact);
        return null;
    }

    private void Add(string name, object? value)
    {
        var isBlank = value is null || (value is string text && text.Length == 0);
        if (Names.Contains(name) && !isBlank)
        {
            _own[name] = value!;
        }
        else if (!isBlank && name.Length > 0 && !Names.Contains(name))
        {
            _notes.Add(KeyValuePair.Create(name, AsText(value!)));
        }
    }

    private ReportedOutcome Build(OutcomeStatus status, string contact) => new()
    {
        Status = status,
        Contact = new JournalKey(Text(nameof(JournalKey.Endpoint)) ?? "", Text(nameof(JournalKey.Region)) ?? "", Text(nameof(JournalKey.InstanceId)) ?? "", contact),
        Timers = [.. TimerKinds.All.Select(kind => Text(kind.ToString()))],
        ErrorId = Text(nameof(ReportedOutcome.ErrorId)),
        Reason = Text(nameof(ReportedOutcome.Reason)),
        RecommendedAction = Text(nameof(ReportedOutcome.RecommendedAction)),
        Attempts = Number(nameof(ReportedOutcome.Attempts)) ?? 0,
        Time = Moment(nameof(ReportedOutcome.Time)),
        SentAt = Moment(nameof(ReportedOutcome.SentAt)),
        LatencyMs = Number(nameof(ReportedOutcome.LatencyMs)),
        RequestId = Text(nameof(ReportedOutcome.RequestId)),
        Notes = _notes,
        HasUnreadableTime = _hasUnreadableTime, // read last: the times before it find out
    };

    private string? Text(string name) => _own.TryGetValue(name, out var value) ? AsText(value) : null;

    private static string AsText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // Whole and not below zero: nothing else is a count or a time in milliseconds.
    private int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private DateTime? Moment(string name)
    {
        if (!_own.TryGetValue(name, out var value))
        {
            return null;
        }

        var moment = value switch
        {
            DateTime time => Utc(time),
            DateTimeOffset time => time.UtcDateTime,
            _ => Parse(AsText(value)),
        };
        moment = moment?.Year is >= FirstYear and <= LastYear ? moment : null;
        _hasUnreadableTime |= moment is null;
        return moment;
    }

    // A journal writes ISO 8601. Export-Csv writes a time as the culture of its session does, without a zone: it was UTC. What both could
    // mean, such as a day and a month below 13, is read as this session's culture has it.
    private static DateTime? Parse(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var iso) ? Utc(iso)
        : DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.RoundtripKind, out var local) ? Utc(local)
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var invariant) ? Utc(invariant)
        : null;

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
