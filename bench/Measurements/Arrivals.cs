using System.Net;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Emulator;

namespace ConnectTimers.Bench.Measurements;

/// <summary>What the emulator has seen and has, after a measurement.</summary>
internal sealed class Arrivals(Quota quota, EmulatorState state, IReadOnlyList<LoggedRequest> log)
{
    // The log's clock and the bucket's are two; a burst that is larger or a rate that is higher would save more than they differ by.
    private const double Tolerance = 0.1;

    /// <summary>What the emulator has.</summary>
    public EmulatorState State => state;

    /// <summary>The calls that it has logged.</summary>
    public IReadOnlyList<LoggedRequest> Log => log;

    public int Sent => state.Counts.Received;

    public int Accepted => state.Counts.Accepted;

    public int Throttled => state.Counts.Throttled;

    /// <summary>The calls of an operation, in the order in which they were decided.</summary>
    public IReadOnlyList<LoggedRequest> Of(string operation) => [.. log.Where(r => r.Operation == operation)];

    /// <summary>
    /// From the arrival of the first request to that of the last accepted one. The emulator answers at once, so this is also when the
    /// last answer left.
    /// </summary>
    public double Seconds => (log.Where(IsAccepted).Max(r => r.Time) - log.Min(r => r.Time)).TotalSeconds;

    /// <summary>Whether the quota was there at all: nothing can be faster than it.</summary>
    private bool IsFasterThanAllowed => Seconds < quota.IdealSeconds(Accepted) - Tolerance;

    /// <summary>The requests of one worker, by the time they came in; the log has them in the order in which they were decided.</summary>
    public IReadOnlyList<LoggedRequest> Of(WorkOrder order) =>
        [.. log.Where(r => Chat.OfPath(r.Path).Number is var n && n >= order.First && n < order.First + order.Contacts).OrderBy(r => r.Time)];

    public static bool IsAccepted(LoggedRequest request) => request.Status == (int)HttpStatusCode.OK;

    /// <summary>Holds what the workers say against what the emulator has.</summary>
    /// <exception cref="BenchException">They differ, so there is no figure.</exception>
    public void Check(params IReadOnlyList<(WorkOrder Order, WorkReport Report)> work)
    {
        var counts = state.Counts;
        if (counts.Accepted == 0)
        {
            throw new BenchException($"Nothing was accepted. {Errors(work)}");
        }

        Same("accepted", work.Sum(w => w.Report.Accepted), counts.Accepted, work);
        if (work.All(w => w.Report.Attempts is not null))
        {
            Same("sent", work.Sum(w => w.Report.Attempts!.Value), counts.Received, work);
        }

        Same("sent and either accepted or throttled", counts.Accepted + counts.Throttled, counts.Received, work);
        Same("logged", log.Count, counts.Received, work);
        Same("logged as accepted", log.Count(IsAccepted), counts.Accepted, work);
        Same("logged as throttled", log.Count(r => r.Status == (int)HttpStatusCode.TooManyRequests), counts.Throttled, work);
        CheckStored(work.SelectMany(w => Chat.Range(w.Order.First, w.Order.Contacts).ExceptBy(w.Report.NotAccepted, c => c.Number)));
        if (IsFasterThanAllowed)
        {
            throw new BenchException(FormattableString.Invariant($"{Accepted} calls were accepted within {Seconds:0.00} s, which the quota does not allow."));
        }
    }

    /// <summary>Holds the chats that were accepted, with their timers, against those that the emulator has.</summary>
    /// <exception cref="BenchException">They differ, so there is no figure.</exception>
    public void CheckStored(IEnumerable<Chat> chats)
    {
        var said = chats.Select(Line).ToList();
        var stored = state.Contacts.Select(Line).ToList();
        if (said.Except(stored).Concat(stored.Except(said)).FirstOrDefault() is { } different)
        {
            throw new BenchException($"What was sent and what the emulator has differ: {different}");
        }
    }

    private static string Line(Chat chat) =>
        $"{Chat.InstanceId} {chat.ContactId} CUSTOMER/DISCONNECT_NONCUSTOMER={chat.CustomerDisconnect} CUSTOMER/IDLE={chat.CustomerIdle}";

    private static string Line(ContactSnapshot contact)
    {
        var timers = contact.Stored.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}");
        return $"{contact.InstanceId} {contact.ContactId} {string.Join(' ', timers)}";
    }

    private static void Same(string what, int said, int counted, IReadOnlyList<(WorkOrder Order, WorkReport Report)> work)
    {
        if (said != counted)
        {
            throw new BenchException($"{said} calls were {what}, and the emulator counted {counted}. {Errors(work)}");
        }
    }

    private static string Errors(IReadOnlyList<(WorkOrder Order, WorkReport Report)> work) => string.Join(' ', work.SelectMany(w => w.Report.Errors));
}
