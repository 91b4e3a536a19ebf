using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Engine.Tests.Simulated;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Tests that the memory of a run does not depend on its length: 100,000 configs, or a million with CONNECTTIMERS_LONG=1.</summary>
[Collection(nameof(OneAtATime))] // memory is measured for the whole process
public class StreamingTests
{
    private static readonly int Configs = LongTests.Size(usual: 100_000, whenLong: 1_000_000);

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_configs()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity, KeepsState = false };
        var (early, late) = (0L, 0L);
        var outcomes = 0;

        world.Run(async () =>
        {
            var queue = Channel.CreateBounded<Submission>(256);
            using var state = new RunState(RunLimits.ForRun(new RunSettings { RateLimit = 0 }), world, new Random(1), CancellationToken.None);
            using var dispatcher = new Dispatcher(service, new RateLimiterPartitions(world), null, state, (_, _, _) => outcomes++);
            var running = dispatcher.RunAsync(queue.Reader);
            for (var i = 0; i < Configs; i++)
            {
                await queue.Writer.WriteAsync(new Submission(SimulatedRun.Config($"c-{i}", 5), []));
                early = i == Configs / 10 ? GC.GetTotalMemory(forceFullCollection: true) : early;
                Assert.InRange(i + 1 - outcomes, 0, 256 + 64 + 1); // read, without an outcome yet
            }

            queue.Writer.Complete();
            await running;
            late = GC.GetTotalMemory(forceFullCollection: true);
            return true;
        });

        Assert.Equal(Configs, outcomes);
        // Nine tenths of the configs would be some 20 MB at least; the rest is noise of the test process.
        Assert.InRange(late - early, long.MinValue, 5_000_000);
    }
}
