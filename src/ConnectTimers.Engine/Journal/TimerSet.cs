namespace ConnectTimers.Engine.Journal;

/// <summary>The timers of one call in eight bytes, because the index keeps them for every contact.</summary>
internal readonly record struct TimerSet
{
    private const int BitsPerKind = 16;
    private const ulong KindMask = ushort.MaxValue;
    private const ulong UnsetBits = 1; // 0 is a timer that the call does not name; minutes begin at 2

    private readonly ulong _bits;

    private TimerSet(ulong bits) => _bits = bits;

    /// <summary>Returns the timers of a config; none without a config.</summary>
    public static TimerSet Of(ParticipantRoleConfig? config)
    {
        var set = default(TimerSet);
        foreach (var (kind, value) in config?.GetTimers() ?? [])
        {
            set = set.With(kind, value);
        }

        return set;
    }

    /// <summary>Returns the same timers with one of them set to a value.</summary>
    public TimerSet With(TimerKind kind, TimerValue value) =>
        new((_bits & ~(KindMask << Shift(kind))) | ((ulong?)value.Minutes ?? UnsetBits) << Shift(kind));

    /// <summary>The value of one timer; null if the call does not name it.</summary>
    public TimerValue? this[TimerKind kind] => ((_bits >> Shift(kind)) & KindMask) switch
    {
        0 => null,
        UnsetBits => TimerValue.Unset,
        var minutes => TimerValue.FromMinutes((int)minutes),
    };

    private static int Shift(TimerKind kind) => (int)kind * BitsPerKind;
}
