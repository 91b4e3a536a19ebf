using System.Collections.ObjectModel;

namespace ConnectTimers;

/// <summary>
/// Names of timers as a property that scripts can enumerate, and that is false without one. JSON and CLIXML get a list, Export-Csv gets one cell,
/// <c>CustomerIdle, AgentIdle</c>.
/// </summary>
public sealed class TimerNameList : ReadOnlyCollection<string>
{
    // One for each set of timers, with a bit for each: they are properties of millions of objects.
    private static readonly TimerNameList[] All = [.. Enumerable.Range(0, 1 << TimerKinds.All.Count).Select(bits =>
        new TimerNameList([.. TimerKinds.All.Where(kind => (bits & Bit(kind)) != 0).Select(kind => kind.ToString())]))];

    private TimerNameList(string[] names)
        : base(names)
    {
    }

    /// <summary>The timers that a config removes; none without a config.</summary>
    internal static TimerNameList UnsetIn(ParticipantRoleConfig? config)
    {
        var bits = 0;
        if (config is not null)
        {
            foreach (var kind in TimerKinds.All)
            {
                bits |= config.GetTimer(kind) is { IsUnset: true } ? Bit(kind) : 0;
            }
        }

        return All[bits];
    }

    /// <summary><c>CustomerIdle, AgentIdle</c>; empty without one.</summary>
    public override string ToString() => string.Join(", ", this);

    private static int Bit(TimerKind kind) => 1 << (int)kind;
}
