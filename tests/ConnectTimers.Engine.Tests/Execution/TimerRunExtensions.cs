using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Feeds a run and takes its outcomes as a cmdlet does. Waits for each wake, so a missing wake fails the test.</summary>
internal static class TimerRunExtensions
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(1);

    /// <summary>Submits a config as soon as there is room.</summary>
    /// <param name="run">The run.</param>
    /// <param name="config">The config.</param>
    /// <param name="awake">Set by the run's Wake.</param>
    public static void Submit(this ITimerRun run, ParticipantRoleConfig config, WaitHandle awake)
    {
        while (!run.TrySubmit(config, []))
        {
            Assert.True(awake.WaitOne(WaitLimit));
        }
    }

    /// <summary>Takes outcomes until the run has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="awake">Set by the run's Wake.</param>
    public static List<ParticipantRoleOutcome> Drain(this ITimerRun run, WaitHandle awake)
    {
        var outcomes = new List<ParticipantRoleOutcome>();
        while (!run.IsCompleted)
        {
            if (run.TryTake() is { } outcome)
            {
                outcomes.Add(outcome);
            }
            else if (!run.IsCompleted)
            {
                Assert.True(awake.WaitOne(WaitLimit));
            }
        }

        return outcomes;
    }
}
