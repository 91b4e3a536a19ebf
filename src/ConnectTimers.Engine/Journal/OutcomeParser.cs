using System.Collections;
using System.Globalization;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Parses an outcome from names and values: of a journal's line, of an outcome object, or of an outcome read back from a file, where all values are text
/// (CSV) or numbers and times (JSON, CLIXML).
/// </summary>
internal sealed class OutcomeParser
{
    // No clock of a run shows other years, and sums of times stay within the range of a DateTime.
    private const int FirstYear = 1970;
    private const int LastYear = 9000;

    private static readonly Dictionary<string, OutcomeStatus> Statuses =
        Enum.GetValues<OutcomeStatus>().SelectMany(s => (KeyValuePair<string, OutcomeStatus>[])[new(s.ToString(), s), new(s.ToString("D"), s)]) // JSON has the number
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, object> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<KeyValuePair<string, string>> _notes = [];
    private bool _hasInvalidTime;

    private OutcomeParser()
    {
    }

    /// <summary>The names of a journal's line that are not additional columns.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Time", "Endpoint", nameof(ParticipantRoleOutcome.Status), nameof(ParticipantRoleOutcome.Region),
        nameof(ParticipantRoleOutcome.InstanceId), nameof(ParticipantRoleOutcome.ContactId),
        nameof(ParticipantRoleOutcome.CustomerIdle), nameof(ParticipantRoleOutcome.CustomerDisconnect),
        nameof(ParticipantRoleOutcome.AgentIdle), nameof(ParticipantRoleOutcome.AgentDisconnect),
        nameof(ParticipantRoleOutcome.ErrorId), nameof(ParticipantRoleOutcome.Reason), nameof(ParticipantRoleOutcome.RecommendedAction),
        nameof(ParticipantRoleOutcome.Attempts), nameof(ParticipantRoleOutcome.SentAt), nameof(ParticipantRoleOutcome.LatencyMs),
        nameof(ParticipantRoleOutcome.RequestId), nameof(ParticipantRoleOutcome.Account), nameof(ParticipantRoleOutcome.InForce),
        nameof(ParticipantRoleOutcome.LeadSeconds), nameof(ParticipantRoleOutcome.Problems), nameof(ParticipantRoleOutcome.InputPosition),
        nameof(ParticipantRoleOutcome.RunId), nameof(ParticipantRoleOutcome.UnsetTimers),
    };

    /// <summary>Parses an outcome.</summary>
    /// <param name="cells">Names and values in order. The last value of a name counts.</param>
    /// <param name="outcome">The outcome.</param>
    /// <returns>What is missing or invalid, as a predicate; null if it is an outcome.</returns>
    public static string? TryRead(IEnumerable<KeyValuePair<string, object?>> cells, out RecordedOutcome outcome)
    {
        var parser = new OutcomeParser();
        foreach (var (name, value) in cells)
        {
            parser.Add(name, value);
        }

        outcome = null!;
        if (parser.Text(nameof(outcome.Status)) is not { } status)
        {
            return "has no Status";
        }

        if (!Statuses.TryGetValue(status, out var known))
        {
            return $"has the unknown Status {DisplayText.Value(status)}";
        }

        if (parser.Text(nameof(JournalKey.ContactId)) is null && known != OutcomeStatus.Invalid)
        {
            return "has no ContactId";
        }

        outcome = parser.Build(known, parser.Text(nameof(JournalKey.ContactId)) ?? "");
        return null;
    }

    /// <summary>Parses a time; null if it is none.</summary>
    public static DateTime? ParseTime(string? text) => UtcTime.Read(text) is { Year: >= FirstYear and <= LastYear } time ? time : null;

    private void Add(string name, object? value)
    {
        if (value is null or "" || name.Length == 0)
        {
            return;
        }

        if (Names.Contains(name))
        {
            _known[name] = value;
        }
        else
        {
            _notes.Add(KeyValuePair.Create(name, AsText(value)));
        }
    }

    private RecordedOutcome Build(OutcomeStatus status, string contact)
    {
        var (time, sentAt) = (Timestamp(nameof(RecordedOutcome.Time)), Timestamp(nameof(RecordedOutcome.SentAt)));
        return new RecordedOutcome
        {
            Status = status,
            Contact = new JournalKey(Text(nameof(JournalKey.Endpoint)) ?? "", Text(nameof(JournalKey.Region)) ?? "", Text(nameof(JournalKey.InstanceId)) ?? "", contact),
            Timers = [.. TimerKinds.All.Select(kind => Text(kind.ToString()) ?? (IsUnset(kind) ? TimerValue.UnsetWord : null))],
            ErrorId = Text(nameof(RecordedOutcome.ErrorId)),
            Reason = Text(nameof(RecordedOutcome.Reason)),
            RecommendedAction = Text(nameof(RecordedOutcome.RecommendedAction)),
            Attempts = Number(nameof(RecordedOutcome.Attempts)) ?? 0,
            Time = time,
            SentAt = sentAt,
            LatencyMs = Number(nameof(RecordedOutcome.LatencyMs)),
            RequestId = Text(nameof(RecordedOutcome.RequestId)),
            Account = Text(nameof(RecordedOutcome.Account)),
            RunId = Text(nameof(RecordedOutcome.RunId)),
            InputPosition = Text(nameof(RecordedOutcome.InputPosition)),
            InForce = Enum.TryParse<InForceStatus>(Text(nameof(RecordedOutcome.InForce)), ignoreCase: true, out var inForce) && Enum.IsDefined(inForce) ? inForce : null,
            LeadSeconds = int.TryParse(Text(nameof(RecordedOutcome.LeadSeconds)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lead) ? lead : null,
            Notes = _notes,
            HasInvalidTime = _hasInvalidTime,
        };
    }

    // A journal has the word in the place of the minutes.
    private bool IsUnset(TimerKind kind) =>
        Text(nameof(ParticipantRoleOutcome.UnsetTimers))?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains(kind.ToString()) == true;

    private string? Text(string name) => _known.TryGetValue(name, out var value) ? AsText(value) : null;

    private static string AsText(object value) => value is IEnumerable list and not string ? string.Join(", ", list.Cast<object?>())
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // Whole and not negative, as counts and milliseconds are.
    private int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private DateTime? Timestamp(string name)
    {
        if (!_known.TryGetValue(name, out var value))
        {
            return null;
        }

        var timestamp = UtcTime.Read(value is DateTime or DateTimeOffset ? value : AsText(value));
        timestamp = timestamp?.Year is >= FirstYear and <= LastYear ? timestamp : null;
        _hasInvalidTime |= timestamp is null;
        return timestamp;
    }
}
