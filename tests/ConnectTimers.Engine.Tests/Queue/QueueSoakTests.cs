using System.Globalization;
using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Engine.Tests.Simulated;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Queue;

/// <summary>A worker over a long time, in the simulation: an hour, or a day with CONNECTTIMERS_LONG=1.</summary>
[Collection(nameof(OneAtATime))] // memory is measured for the whole process
public sealed class QueueSoakTests
{
    private const double ChatsPerSecond = 3;

    private static readonly double Hours = LongTests.Size(usual: 1, whenLong: 24);

    [Fact]
    public void Memory_stays_flat_and_every_chat_has_an_outcome()
    {
        var world = new Simulation();
        var queue = new SimulatedQueue(world) { KeepsBodies = false };
        var service = new SimulatedService(world) { Rate = 5, KeepsState = false };
        var chats = (int)(Hours * 3600 * ChatsPerSecond);
        var statuses = new Dictionary<OutcomeStatus, int>();
        long early = 0;

        var late = world.Run(async () =>
        {
            var dice = new Random(3);
            var channel = Channel.CreateUnbounded<Submission>(new UnboundedChannelOptions { AllowSynchronousContinuations = true }); // on the thread of the simulation
            using var watched = new WatchedQueue(world, queue) { KeepsChats = false };
            watched.Pass = chat =>
            {
                var config = new ParticipantRoleConfig(new ChatContact(chat.InstanceId, chat.ContactId, chat.Region), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(5))]);
                chat.GetReceipt()!.Take();
                channel.Writer.TryWrite(new Submission(config, [], chat.GetReceipt()));
            };
            using var state = new RunState(RunLimits.ForRun(new RunSettings()), world, new Random(1), CancellationToken.None);
            using var dispatcher = new Dispatcher(service, new RateLimiterPartitions(world), null, state, (submission, outcome, _) =>
            {
                statuses[outcome.Status] = statuses.GetValueOrDefault(outcome.Status) + 1;
                submission.Receipt!.Settle(outcome);
            });
            var running = dispatcher.RunAsync(channel.Reader);
            for (var i = 0; i < chats; i++)
            {
                _ = LiveAsync(i.ToString("x32", CultureInfo.InvariantCulture), 2 - (58 * Math.Log(1 - dice.NextDouble())));
                await watched.WaitAsync(-Math.Log(1 - dice.NextDouble()) / ChatsPerSecond);
                if (i == chats / 4)
                {
                    early = GC.GetTotalMemory(forceFullCollection: true);
                }
            }

            var memory = GC.GetTotalMemory(forceFullCollection: true);
            await watched.WaitAsync(1200);
            channel.Writer.Complete();
            await running;
            await watched.StopAsync();
            return memory;

            async Task LiveAsync(string contact, double wait)
            {
                queue.Send(Event("QUEUED", contact, world.GetUtcNow()));
                await watched.WaitAsync(wait);
                queue.Send(Event("CONNECTED_TO_AGENT", contact, world.GetUtcNow()));
                await watched.WaitAsync(30);
                queue.Send(Event("DISCONNECTED", contact, world.GetUtcNow()));
            }
        });

        Assert.Equal(chats, statuses.Values.Sum());
        Assert.InRange(statuses[OutcomeStatus.Accepted], chats * 0.97, chats);
        Assert.Equal((0, 0), (queue.Count, queue.DeadLetters.Count));
        Assert.True(late - early < 20_000_000, $"{(late - early) / 1e6:0.0} MB more at the end than after a quarter.");
    }

    private static string Event(string type, string contact, DateTimeOffset time) =>
        "{\"detail-type\":\"Amazon Connect Contact Event\",\"source\":\"aws.connect\",\"region\":\"eu-west-2\",\"time\":\"" + time.ToString("o", CultureInfo.InvariantCulture)
        + "\",\"detail\":{\"eventType\":\"" + type + "\",\"contactId\":\"" + contact + "\",\"channel\":\"CHAT\",\"instanceArn\":\"arn:aws:connect:eu-west-2:111122223333:instance/i-1\"}}";
}
