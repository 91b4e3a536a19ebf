namespace ConnectTimers.Emulator;

/// <summary>What can happen to a contact event on its way to the queue.</summary>
public enum EventFaultKind
{
    /// <summary>The event never arrives. EventBridge delivers contact events on a best-effort basis.</summary>
    Lost,

    /// <summary>The event arrives twice, the second time up to 5 seconds later.</summary>
    Duplicate,

    /// <summary>The event arrives up to 10 seconds late, perhaps after those that happened after it.</summary>
    Reorder,

    /// <summary>The event arrives 30 seconds late.</summary>
    Late,
}

/// <summary>A fault of event delivery, and how often it happens.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Probability">The share of events that it hits, 0 to 1.</param>
public sealed record EventFault(EventFaultKind Kind, double Probability)
{
    /// <summary>The names of the kinds, as the command line spells them.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetNames<EventFaultKind>()).ToLowerInvariant();

    /// <summary>Returns the fault for a kind by its name.</summary>
    /// <exception cref="FormatException">No kind has that name, or the probability is not from 0 to 1.</exception>
    public static EventFault Of(string name, double probability) =>
        !Enum.TryParse<EventFaultKind>(name, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(name, out _)
            ? throw new FormatException($"'{name}' is not one of {Names}")
            : probability is >= 0 and <= 1
                ? new EventFault(kind, probability)
                : throw new FormatException("the probability must be from 0 to 1");
}

/// <summary>Sends contact events to the queue: after a delay, and with the faults that were asked for.</summary>
internal sealed class EventFeed
{
    private static readonly TimeSpan LateBy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReorderWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DuplicateWithin = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly QueueOptions _options;
    private readonly int _seed;
    private readonly SqsQueue _queue;
    private readonly Agenda _agenda;
    private readonly string _region;
    private readonly InstanceDirectory _instances;
    private Random _random;

    public EventFeed(QueueOptions options, int seed, SqsQueue queue, Agenda agenda, string region, InstanceDirectory instances)
    {
        (_options, _seed, _queue, _agenda, _region, _instances) = (options, seed, queue, agenda, region, instances);
        _random = new Random(seed);
    }

    public void Reset()
    {
        lock (_gate)
        {
            _random = new Random(_seed);
        }
    }

    public void Send(ContactEvent happened)
    {
        lock (_gate)
        {
            // Every kind draws for every event, so that the same seed and events meet the same faults.
            Span<byte> id = stackalloc byte[16];
            _random.NextBytes(id);
            var hits = _options.Faults.Where(fault => _random.NextDouble() < fault.Probability).Select(fault => fault.Kind).ToHashSet();
            var (reorder, duplicate) = (ReorderWithin * _random.NextDouble(), DuplicateWithin * _random.NextDouble());
            if (hits.Contains(EventFaultKind.Lost))
            {
                return;
            }

            var body = happened.ToJson(new Guid(id).ToString(), _region, _instances.AccountOf(happened.Contact.InstanceId));
            var arrival = happened.Time + _options.EventDelay
                + (hits.Contains(EventFaultKind.Late) ? LateBy : TimeSpan.Zero)
                + (hits.Contains(EventFaultKind.Reorder) ? reorder : TimeSpan.Zero);
            _agenda.Add(arrival, () => _queue.Send(body));
            if (hits.Contains(EventFaultKind.Duplicate))
            {
                _agenda.Add(arrival + duplicate, () => _queue.Send(body));
            }
        }
    }
}
