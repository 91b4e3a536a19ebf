namespace ConnectTimers.Emulator;

/// <summary>Lets chats arrive, get an agent and end.</summary>
/// <remarks>
/// Everything about a chat is drawn when it arrives, from one seeded generator: with the same seed the same chats come at
/// the same times, whatever is called in between.
/// </remarks>
internal sealed class LiveChats
{
    /// <summary>A waiting customer is not connected faster: the agent has to accept the chat first.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);

    private readonly LiveChatOptions _options;
    private readonly int _seed;
    private readonly ContactStore _contacts;
    private readonly Agenda _agenda;
    private readonly TimeProvider _clock;
    private Random _random = new(0);
    private DateTimeOffset _lastArrival;

    public LiveChats(LiveChatOptions options, int seed, ContactStore contacts, Agenda agenda, TimeProvider clock)
    {
        (_options, _seed, _contacts, _agenda, _clock) = (options, seed, contacts, agenda, clock);
        Start();
    }

    /// <summary>Begins anew, now.</summary>
    public void Start()
    {
        _random = new Random(_seed);
        var now = _clock.GetUtcNow();
        _lastArrival = _options.Duration is { } duration ? now + duration : DateTimeOffset.MaxValue;
        ScheduleArrival(now);
    }

    private void ScheduleArrival(DateTimeOffset previous)
    {
        var time = previous + Exponential(TimeSpan.FromSeconds(1 / _options.ArrivalRate));
        if (time <= _lastArrival)
        {
            _agenda.Add(time, () => Arrive(time));
        }
    }

    private void Arrive(DateTimeOffset time)
    {
        var chat = new EmulatedContact(_options.InstanceId, NextId()) { QueueId = _options.QueueIds[_random.Next(_options.QueueIds.Count)], AgentId = NextId() };
        var least = ShortestWait < _options.MeanWait ? ShortestWait : _options.MeanWait;
        var joined = time + least + Exponential(_options.MeanWait - least);
        var ended = joined + Exponential(_options.MeanHandleTime);
        var abandoned = _random.NextDouble() < _options.Abandoned ? time + ((joined - time) * _random.NextDouble()) : (DateTimeOffset?)null;

        Enter(chat, ContactState.Waiting, time);
        if (abandoned is null)
        {
            _agenda.Add(joined, () => Enter(chat, ContactState.Connected, joined));
        }

        var end = abandoned ?? ended;
        _agenda.Add(end, () =>
        {
            Enter(chat, ContactState.Ended, end);
            _contacts.ForgetLater(chat);
        });
        ScheduleArrival(time);
    }

    private void Enter(EmulatedContact chat, ContactState state, DateTimeOffset time) => _contacts.Update([chat with { State = state }], time);

    private TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - _random.NextDouble());

    private string NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
