using System.Globalization;
using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Journal;

/// <summary>Opens a journal for reading, while a run may be writing to it.</summary>
/// <param name="path">The journal's full path.</param>
internal sealed class JournalFileReader(string path) : IJournalReader
{
    // A first line that was changed costs that line; a file of another kind is not read to its end to find out.
    private const int MaxPeeked = 1 << 16;

    private JournalHistory? _history;

    private static ReadOnlySpan<byte> SecondLine => "\n{\"Time\":\""u8;

    /// <inheritdoc/>
    public IReadOnlyList<string> Runs => [.. _history?.Runs.Keys ?? []];

    /// <inheritdoc/>
    public Problem? Problem { get; private set; }

    /// <inheritdoc/>
    public string? LeftOut => _history?.DescribeLeftOut(path);

    /// <inheritdoc/>
    public Problem? Invalid => _history is { LeftOut: > 0, IsOnlyTorn: false }
        ? JournalProblems.NotAJournal(path, string.Create(CultureInfo.InvariantCulture, $"line {_history.FirstLeftOut}"), "Repair or remove that line; nothing was sent.")
        : null;

    /// <inheritdoc/>
    public IEnumerable<JournalEntry> ReadHistory(CancellationToken stopToken) => Read(stopToken).Select(r => Entry(r.Outcome, RunOf(r.Line.RunId)));

    /// <inheritdoc/>
    public IReadOnlyList<JournalContact> ReadContacts(CancellationToken stopToken)
    {
        var state = new JournalState();
        var last = new Dictionary<JournalKey, LastCall>();
        foreach (var record in Read(stopToken))
        {
            state.Record(record.Line);
            if (record.Line.Call != CallState.NotSent)
            {
                var account = record.Outcome.Account ?? last.GetValueOrDefault(record.Line.Contact)?.Account;
                last[record.Line.Contact] = new LastCall(record.Outcome.Time, record.Line.RunId, account);
            }
        }

        return [.. state.Contacts.Select(c => Contact(c.Key, c.Value, last[c.Key])).OfType<JournalContact>()];
    }

    /// <summary>Reads the outcomes.</summary>
    /// <param name="stopToken">Stops reading.</param>
    public IEnumerable<JournalRecord> Read(CancellationToken stopToken)
    {
        if (Open(stopToken) is not { } text)
        {
            yield break;
        }

        using (text)
        {
            _history = new JournalHistory(text);
            using var records = _history.Read().GetEnumerator();
            var isAny = false;
            while (Next(records))
            {
                isAny = true;
                yield return records.Current;
            }

            Problem ??= isAny || _history.Runs.Count > 0 || _history.LeftOut == 0 || _history.IsOnlyTorn ? null : NotAJournal();
        }
    }

    /// <summary>Returns a run by its id; null for an outcome of version 1, which has none.</summary>
    public JournalRun? RunOf(string? runId) => runId is { } id ? _history!.Runs.GetValueOrDefault(id) : null;

    private PeekedStream? Open(CancellationToken stopToken)
    {
        PeekedStream? text = null;
        try
        {
            text = Utf8Text.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), stopToken);
            if (BeginsAsJournal(text.Peek(JournalLine.Beginning.Length).Span) || text.Peek(MaxPeeked).Span.IndexOf(SecondLine) >= 0)
            {
                return text;
            }

            Problem = NotAJournal();
        }
        catch (Exception e) when (IsFileError(e))
        {
            Problem = NotReadable(e);
        }

        text?.Dispose();
        return null;
    }

    private bool Next(IEnumerator<JournalRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (Exception e) when (IsFileError(e))
        {
            Problem = NotReadable(e);
            return false;
        }
    }

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException or NotSupportedException;

    private Problem NotReadable(Exception e) => e is FileNotFoundException or DirectoryNotFoundException
        ? PathProblems.JournalNotFound(path)
        : JournalProblems.JournalNotReadable(path, e is UnauthorizedAccessException ? ProblemCategory.PermissionDenied : ProblemCategory.InvalidData, Directory.Exists(path) ? "It is a folder." : e.Message);

    private Problem NotAJournal() => JournalProblems.NotAJournal(path, "line 1", "Use a file that Set-ParticipantRoleConfig -JournalPath wrote; no file was written and nothing was sent.");

    // White space and zeros may precede the first line; reading on tells whether the file is a journal.
    private static bool BeginsAsJournal(ReadOnlySpan<byte> text) =>
        JournalLine.Beginning.StartsWith(text) || text.IsEmpty || text[0] is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    // A chat whose ids no request can have is the work of another program.
    private JournalContact? Contact(JournalKey key, ContactState state, LastCall last)
    {
        var region = key.Region.Length == 0 ? null : key.Region;
        if (!ChatContact.IsId(key.InstanceId, ChatContact.MaxInstanceIdLength) || !ChatContact.IsId(key.ContactId, ChatContact.MaxContactIdLength) || (region is not null && !ChatContact.IsRegion(region)))
        {
            return null;
        }

        var account = last.Account is { } found && ChatContact.IsAccount(found) ? found : null;
        return new JournalContact(new ChatContact(key.InstanceId, key.ContactId, region, account), TimerKinds.All.Select(k => Timer(state[k])))
        {
            Endpoint = key.Endpoint,
            LastChanged = last.Time,
            RunId = last.RunId,
            User = RunOf(last.RunId)?.User,
        };
    }

    private static JournalTimer Timer(TimerState state) => new(state.Accepted, state.AcceptedBy, state.Unknown, state.UnknownBy);

    private static JournalEntry Entry(RecordedOutcome outcome, JournalRun? run)
    {
        var entry = new JournalEntry
        {
            Time = outcome.Time,
            Status = outcome.Status,
            InstanceId = NullIfEmpty(outcome.Contact.InstanceId),
            ContactId = NullIfEmpty(outcome.Contact.ContactId),
            Region = NullIfEmpty(outcome.Contact.Region),
            Endpoint = NullIfEmpty(outcome.Contact.Endpoint),
            Account = outcome.Account,
            CustomerIdle = Cell(outcome, TimerKind.CustomerIdle),
            CustomerDisconnect = Cell(outcome, TimerKind.CustomerDisconnect),
            AgentIdle = Cell(outcome, TimerKind.AgentIdle),
            AgentDisconnect = Cell(outcome, TimerKind.AgentDisconnect),
            ErrorId = outcome.ErrorId,
            Reason = outcome.Reason,
            RecommendedAction = outcome.RecommendedAction,
            Attempts = outcome.Attempts,
            SentAt = outcome.SentAt,
            LatencyMs = outcome.LatencyMs,
            RequestId = outcome.RequestId,
            InForce = outcome.InForce,
            LeadSeconds = outcome.LeadSeconds,
            InputPosition = outcome.InputPosition,
            RunId = outcome.RunId,
            Command = run?.Command,
            User = run?.User,
            ComputerName = run?.Host,
            Credentials = run?.Credentials,
            Principal = run?.Principal,
            AccessKeyId = run?.AccessKeyId,
            Source = run?.Source,
        };
        entry.SetNotes(outcome.Notes);
        return entry;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static object? Cell(RecordedOutcome outcome, TimerKind kind) =>
        outcome.Timers[(int)kind] is { } text ? TimerValue.Read(text)?.Cell : null;

    // What is shown of the last line about a contact that may have changed its timers.
    private sealed record LastCall(DateTime? Time, string? RunId, string? Account);
}
