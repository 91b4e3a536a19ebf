using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>
/// Amazon Connect in a simulated world: a quota, a latency, faults from dice, and the timers that each contact has. A call takes half its
/// latency to get there and half to come back.
/// </summary>
internal sealed class SimulatedService(Simulation world, int seed = 1) : IConnection, IConnectService
{
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _busy = [];
    private double? _tokens;
    private double _counted;

    /// <summary>The account's quota, calls per second; infinite for none. May change while the world runs.</summary>
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

    /// <summary>The shortest and the longest that a call takes, in seconds.</summary>
    public (double Shortest, double Longest) Latency { get; init; } = (0.05, 0.15);

    /// <summary>How long the first call is on its way, in seconds: a process that has just started, a connection that is being made.</summary>
    public double FirstCall { get; init; }

    /// <summary>Whether nobody answers.</summary>
    public Func<double, bool> IsOut { get; init; } = _ => false;

    /// <summary>The contacts whose calls always fail.</summary>
    public Func<string, bool> IsBroken { get; init; } = _ => false;

    /// <summary>The share of calls that are throttled, fail with 500, break off (half of them after the call was carried out), hang.</summary>
    public (double Throttle, double Error, double Reset, double Hang) Faults { get; init; }

    public string Endpoint => "simulated";

    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    public int MostInFlight { get; private set; }

    public bool HasOverlap { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Whether <see cref="State"/> and <see cref="Accepted"/> are kept, which grow with the run.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>What each contact has: the last customer idle time that the service took.</summary>
    public Dictionary<string, object?> State { get; } = [];

    /// <summary>When calls were carried out.</summary>
    public List<double> Accepted { get; } = [];

    public Task<string?> FindDefaultRegionAsync() => Task.FromResult<string?>("eu-west-2");

    public IConnectService In(string region) => this;

    /// <summary>Somebody else takes from the same bucket, as much as is there.</summary>
    public void TakeByAnother(int calls)
    {
        Refill();
        _tokens = Math.Max(0, (_tokens ?? Burst) - calls);
    }

    public Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken) => throw new NotSupportedException();

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
            return (Broken("EndpointUnreachable"), false);
        }

        if (Hits(Faults.Throttle) || !TryTake())
        {
            Throttled++;
            return (new Answer(AnswerKind.Throttled, "t", new Problem("ThrottlingException", ProblemCategory.LimitsExceeded, "slow down", "wait")), false);
        }

        if (Hits(Faults.Error))
        {
            return (Broken("InternalServiceException"), false);
        }

        var (isReset, isHanging) = (Hits(Faults.Reset), Hits(Faults.Hang));
        if (KeepsState && (isApplied || (!isReset && !isHanging)))
        {
            State[config.ContactId] = config.CustomerIdle;
            Accepted.Add(world.Seconds);
        }

        return isReset ? (Broken("EndpointUnreachable"), false) : (new Answer(AnswerKind.Accepted, "r"), isHanging);
    }

    private static Answer Broken(string code) => new(AnswerKind.Transient, null, new Problem(code, ProblemCategory.ConnectionError, "gone", "wait"));

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
