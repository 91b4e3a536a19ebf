namespace ConnectTimers.Engine.Journal;

/// <summary>The timers of one call in eight bytes, because a journal remembers them for every contact.</summary>
internal readonly record struct TimerSet
{
    private const int BitsPerKind = 16;
    private const ulong KindMask = ushort.MaxValue;
    private const ulong UnsetBits = 1; // 0 is a kind that the call leaves out; minutes begin at 2

    private readonly ulong _bits;

    private TimerSet(ulong bits) => _bits = bits;

    /// <summary>The timers that a config names; none for an outcome without a config.</summary>
    public static TimerSet Of(ParticipantRoleConfig? config)
    {
        var set = default(TimerSet);
        foreach (var (kind, value) in config?.GetTimers() ?? [])
        {
            set = set.With(kind, value);
        }

        return set;
    }

    /// <summary>The same timers, with this one set to that value.</summary>
    public TimerSet With(TimerKind kind, TimerValue value) =>
        new((_bits & ~(KindMask << Shift(kind))) | ((ulong?)value.Minutes ?? UnsetBits) << Shift(kind));

    /// <summary>Whether both name a kind and say different things of it.</summary>
    public bool Contradicts(TimerSet other)
    {
        foreach (var kind in TimerKinds.All)
        {
            var (mine, others) = (BitsOf(kind), other.BitsOf(kind));
            if (mine != 0 && others != 0 && mine != others)
            {
                return true;
            }
        }

        return false;
    }

    private static int Shift(TimerKind kind) => (int)kind * BitsPerKind;

    private ulong BitsOf(TimerKind kind) => (_bits >> Shift(kind)) & KindMask;
}
