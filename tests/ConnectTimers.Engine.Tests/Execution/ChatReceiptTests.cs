using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Journal;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Execution;

public sealed class ChatReceiptTests
{
    private static readonly Problem AgentJoined = new("AgentJoined", ProblemCategory.NotSpecified, "An agent has joined.", "Nothing.");

    [Fact]
    public void A_chat_that_is_withdrawn_while_it_waits_is_skipped_at_once_and_uses_no_permit()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity };
        var receipts = Enumerable.Range(0, 12).Select(_ => new Receipt()).ToArray();

        var (outcomes, times) = world.Run(async () =>
        {
            var queue = Channel.CreateUnbounded<Submission>();
            foreach (var (receipt, i) in receipts.Select((r, i) => (r, i)))
            {
                queue.Writer.TryWrite(new Submission(SimulatedRun.Config($"c-{i}", 5), [], receipt));
            }

            queue.Writer.Complete();
            var reported = new List<ParticipantRoleOutcome>();
            var at = new Dictionary<string, double>();
            using var state = new RunState(RunLimits.ForRun(new RunSettings { RateLimit = 1, BurstLimit = 1 }), world, new Random(1), CancellationToken.None);
            using var dispatcher = new Dispatcher(service, new RateLimiterPartitions(world), null, state, (_, outcome, _) =>
            {
                reported.Add(outcome);
                at.Add(outcome.ContactId!, world.Seconds);
            });
            var running = dispatcher.RunAsync(queue.Reader);
            await Task.Delay(TimeSpan.FromSeconds(1.5), world);
            foreach (var receipt in receipts.Skip(2).Take(8))
            {
                receipt.Withdraw(AgentJoined);
            }

            await running;
            return (reported, at);
        });

        Assert.Equal(8, outcomes.Count(o => o is { ErrorId: "AgentJoined", Attempts: 0 } && o.Status == OutcomeStatus.Skipped));
        Assert.All(Enumerable.Range(2, 8), i => Assert.Equal(1.5, times[$"c-{i}"], 3));
        Assert.Equal(["c-0", "c-1", "c-10", "c-11"], service.State.Keys.Order(StringComparer.Ordinal));

        // The four that are left take the permits of the first four seconds: none was spent on those that were withdrawn.
        Assert.InRange(service.State.Keys.Max(c => times[c]), 3, 3.5);
    }

    // Agents take the chat that has waited longest, and its event arrives a second later: calling the oldest first would always be too late.
    [Fact]
    public void In_overload_calls_go_to_the_chats_that_have_the_most_time_left()
    {
        const int Chats = 240;
        const double Wait = 20;
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity };

        var inForce = world.Run(async () =>
        {
            var queue = Channel.CreateUnbounded<Submission>();
            var (began, timely) = (new Dictionary<string, double>(), 0);
            using var state = new RunState(RunLimits.ForRun(new RunSettings { RateLimit = 1, BurstLimit = 1 }), world, new Random(1), CancellationToken.None);
            using var dispatcher = new Dispatcher(service, new RateLimiterPartitions(world), null, state, (_, outcome, _) =>
                timely += outcome.Status == OutcomeStatus.Accepted && world.Seconds - began[outcome.ContactId!] < Wait ? 1 : 0);
            var running = dispatcher.RunAsync(queue.Reader);
            var receipts = Enumerable.Range(0, Chats).Select(_ => new Receipt()).ToArray();
            for (var i = 0; i < Chats + (2 * (Wait + 1)); i++)
            {
                if (i < Chats)
                {
                    began.Add($"c-{i}", world.Seconds);
                    queue.Writer.TryWrite(new Submission(SimulatedRun.Config($"c-{i}", 5), [], receipts[i]));
                }

                if (i - (int)(2 * (Wait + 1)) is var joined and >= 0)
                {
                    receipts[joined].Withdraw(AgentJoined);
                }

                await Task.Delay(TimeSpan.FromSeconds(0.5), world);
            }

            queue.Writer.Complete();
            await running;
            return timely;
        });

        Assert.InRange(inForce, 120, 150); // as many as there were calls while chats arrived, and in the 20 seconds after
    }

    [Fact]
    public void A_chat_withdrawn_with_a_status_has_that_status_and_one_in_flight_is_not_withdrawn()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity };
        var (sent, waiting) = (new Receipt(), new Receipt());

        var outcomes = world.Run(async () =>
        {
            var queue = Channel.CreateUnbounded<Submission>();
            queue.Writer.TryWrite(new Submission(SimulatedRun.Config("sent", 5), [], sent));
            queue.Writer.TryWrite(new Submission(SimulatedRun.Config("waiting", 5), [], waiting));
            queue.Writer.Complete();
            var reported = new List<ParticipantRoleOutcome>();
            using var state = new RunState(RunLimits.ForRun(new RunSettings { RateLimit = 1, BurstLimit = 1 }), world, new Random(1), CancellationToken.None);
            using var dispatcher = new Dispatcher(service, new RateLimiterPartitions(world), null, state, (_, outcome, _) => reported.Add(outcome));
            var running = dispatcher.RunAsync(queue.Reader);
            await Task.Delay(TimeSpan.FromMilliseconds(10), world);
            sent.Withdraw(AgentJoined);
            waiting.Withdraw(AgentJoined, OutcomeStatus.Cancelled);
            await running;
            return reported.ToDictionary(o => o.ContactId!, o => o.Status);
        });

        Assert.Equal((OutcomeStatus.Accepted, OutcomeStatus.Cancelled), (outcomes["sent"], outcomes["waiting"]));
    }

    [Fact]
    public void A_chat_is_settled_with_its_outcome_when_the_journal_has_it()
    {
        using var folder = new JournalFolder();
        string? journal = null;
        var receipt = new Receipt { OnSettle = () => journal = ReadShared(folder.Path) };
        using var awake = new AutoResetEvent(false);
        using var run = new TimerEngine(TimeProvider.System, (_, _) => Task.FromResult<IConnection>(new MemoryService()), 1)
            .Start(new RunSettings { JournalPath = folder.Path, Wake = () => awake.Set() }, CancellationToken.None);

        Assert.True(run.TrySubmit(SimulatedRun.Config("c-1", 5), [], receipt));
        run.Complete();
        run.Drain(awake);

        Assert.Equal(OutcomeStatus.Accepted, receipt.Settled?.Status);
        Assert.Contains("c-1", journal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chat_whose_outcome_the_journal_could_not_take_is_settled_as_cancelled()
    {
        using var folder = new JournalFolder();
        var receipt = new Receipt();
        using var awake = new AutoResetEvent(false);
        var service = new MemoryService((_, _) =>
        {
            File.Delete(folder.Path);
            return Task.FromResult(new Answer(AnswerKind.Accepted, "r"));
        });
        using var run = new TimerEngine(TimeProvider.System, (_, _) => Task.FromResult<IConnection>(service), 1)
            .Start(new RunSettings { JournalPath = folder.Path, Wake = () => awake.Set() }, CancellationToken.None);

        Assert.True(run.TrySubmit(SimulatedRun.Config("c-1", 5), [], receipt));
        run.Complete();
        run.Drain(awake);

        Assert.Equal("JournalChanged", run.Fault?.ErrorId);
        Assert.Equal((OutcomeStatus.Cancelled, "c-1"), (receipt.Settled!.Status, receipt.Settled.ContactId));
    }

    // The run still has the file open.
    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private sealed class Receipt : ChatReceipt
    {
        public Action? OnSettle { get; init; }

        public ParticipantRoleOutcome? Settled { get; private set; }

        public override void Take()
        {
        }

        public override void Settle(ParticipantRoleOutcome outcome)
        {
            Settled = outcome;
            OnSettle?.Invoke();
        }
    }
}
