using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>
/// Amazon Connect in the simulation, with a quota, a latency, random faults, and the timers of each contact. Half of the latency is before the call is
/// carried out and half after it.
/// </summary>
internal sealed class SimulatedService(Simulation world, int seed = 1) : IConnection, IConnectService
{
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _busy = [];
    private double? _tokens;
    private double _counted;

    /// <summary>The account's quota, calls per second; infinite for none. May change during the simulation.</summary>
    public double Rate
    {
        get;
        set
        {
            Refill();
            field = value;
        }
    }

    public double Burst { get; init; } = 8;

    /// <summary>The shortest and the longest latency in seconds.</summary>
    public (double Shortest, double Longest) Latency { get; init; } = (0.05, 0.15);

    /// <summary>Additional latency of the first call in seconds, as in a new process or with a new connection.</summary>
    public double FirstCall { get; init; }

    /// <summary>Whether the service is down at a time in seconds.</summary>
    public Func<double, bool> IsOut { get; init; } = _ => false;

    /// <summary>The contacts whose calls always fail.</summary>
    public Func<string, bool> IsBroken { get; init; } = _ => false;

    /// <summary>The shares of calls that are throttled, fail with 500, are reset (half of them after the call was carried out), or hang.</summary>
    public (double Throttle, double Error, double Reset, double Hang) Faults { get; init; }

    public string Endpoint => "simulated";

    public string? AccountId { get; init; }

    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    public int MostInFlight { get; private set; }

    public bool HasOverlap { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Whether to keep <see cref="State"/> and <see cref="Accepted"/>, which grow with the run.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>The last accepted customer idle time of each contact.</summary>
    public Dictionary<string, int?> State { get; } = [];

    /// <summary>The times in seconds when calls were carried out.</summary>
    public List<double> Accepted { get; } = [];

    public Task<string?> FindDefaultRegionAsync() => Task.FromResult<string?>("eu-west-2");

    public IConnectService In(string region) => this;

    /// <summary>Takes tokens for another client, as many as there are.</summary>
    public void TakeForAnotherClient(int calls)
    {
        Refill();
        _tokens = Math.Max(0, (_tokens ?? Burst) - calls);
    }

    public Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Answer> DescribeContactAsync(ChatContact contact, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken)
    {
        Calls++;
        MostInFlight = Math.Max(MostInFlight, ++InFlight);
        HasOverlap |= !_busy.Add(config.ContactId);
        try
        {
            var way = TimeSpan.FromSeconds((Latency.Shortest + (_random.NextDouble() * (Latency.Longest - Latency.Shortest))) / 2);
            await Task.Delay(Calls == 1 ? way + TimeSpan.FromSeconds(FirstCall) : way, world, cancellationToken);
            var (answer, isHanging) = Decide(config);
            await Task.Delay(isHanging ? Timeout.InfiniteTimeSpan : way, world, cancellationToken);
            return answer;
        }
        finally
        {
            InFlight--;
            _busy.Remove(config.ContactId);
        }
    }

    private (Answer Answer, bool IsHanging) Decide(ParticipantRoleConfig config)
    {
        var draw = _random.NextDouble();
        bool Hits(double share) => (draw -= share) < 0;
        var isApplied = _random.Next(2) == 0;
        if (IsOut(world.Seconds) || IsBroken(config.ContactId))
        {
            return (Transient("EndpointUnreachable"), false);
        }

        if (Hits(Faults.Throttle) || !TryTake())
        {
            Throttled++;
            return (new Answer(AnswerKind.Throttled, "t", new Problem("ThrottlingException", ProblemCategory.LimitsExceeded, "slow down", "wait")), false);
        }

        if (Hits(Faults.Error))
        {
            return (Transient("InternalServiceException"), false);
        }

        var (isReset, isHanging) = (Hits(Faults.Reset), Hits(Faults.Hang));
        if (KeepsState && (isApplied || (!isReset && !isHanging)))
        {
            State[config.ContactId] = config.CustomerIdle;
            Accepted.Add(world.Seconds);
        }

        return isReset ? (Transient("EndpointUnreachable"), false) : (new Answer(AnswerKind.Accepted, "r"), isHanging);
    }

    private static Answer Transient(string code) => new(AnswerKind.Transient, null, new Problem(code, ProblemCategory.ConnectionError, "gone", "wait"));

    private bool TryTake()
    {
        Refill();
        _tokens ??= Burst;
        if (_tokens < 1 - 1e-9)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    private void Refill()
    {
        if (_tokens is { } tokens)
        {
            _tokens = double.IsPositiveInfinity(Rate) ? Burst : Math.Min(Burst, tokens + ((world.Seconds - _counted) * Rate));
        }

        _counted = world.Seconds;
    }
}
