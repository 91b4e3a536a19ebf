using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>The result of a run in the simulation.</summary>
internal sealed record SimulatedRun(IReadOnlyList<ParticipantRoleOutcome> Outcomes, Problem? Fault, double Seconds)
{
    public int Count(OutcomeStatus status) => Outcomes.Count(o => o.Status == status);

    /// <summary>Runs configs through a dispatcher, inside a running simulation.</summary>
    public static async Task<SimulatedRun> StartAsync(
        Simulation world, IConnection service, RateLimiterPartitions limiters, RunSettings settings, IEnumerable<ParticipantRoleConfig> configs, int seed = 1,
        Action<ParticipantRoleOutcome>? observe = null, CancellationToken stop = default)
    {
        var started = world.Seconds;
        var queue = Channel.CreateUnbounded<Submission>();
        foreach (var config in configs)
        {
            queue.Writer.TryWrite(new Submission(config, []));
        }

        queue.Writer.Complete();
        var outcomes = new List<ParticipantRoleOutcome>();
        using var state = new RunState(RunLimits.ForRun(settings), world, new Random(seed), stop);
        using var dispatcher = new Dispatcher(service, limiters, null, state, (_, outcome, _) =>
        {
            outcomes.Add(outcome);
            observe?.Invoke(outcome);
        });
        await dispatcher.RunAsync(queue.Reader);

        // As TimerRun does with the configs that the dispatcher left in the queue.
        while (queue.Reader.TryRead(out var left))
        {
            outcomes.Add(new ParticipantRoleOutcome(left.Config, OutcomeStatus.Cancelled, state.NotSent));
        }

        return new SimulatedRun(outcomes, state.Fault, world.Seconds - started);
    }

    public static IEnumerable<ParticipantRoleConfig> Configs(int count, string prefix = "c") =>
        Enumerable.Range(0, count).Select(i => Config($"{prefix}-{i}", 2 + (i % 479)));

    public static ParticipantRoleConfig Config(string contact, int minutes) =>
        new(new ChatContact("i-1", contact), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(minutes))]);
}
