using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>
/// Runs over many accounts, sorted by account, with the documented quota in each. Twenty accounts of 100 chats, or a thousand of 200 with CONNECTTIMERS_LONG=1.
/// </summary>
public class AccountsTests
{
    private static readonly (int Accounts, int Chats) Size = LongTests.Size(usual: (20, 100), whenLong: (1000, 200));

    private static readonly string Bad = SimulatedAccounts.Account(0);

    private readonly Simulation _world = new();

    [Fact]
    public void Many_accounts_take_as_long_as_one_and_are_hardly_throttled()
    {
        var one = Run(Accounts(), SimulatedAccounts.Configs(1, Size.Chats));
        var accounts = Accounts();

        var many = Run(accounts, SimulatedAccounts.Configs(Size.Accounts, Size.Chats));

        Assert.Equal(Size.Accounts * Size.Chats, Count(many, OutcomeStatus.Accepted));
        Assert.InRange(many.Seconds / one.Seconds, 0.95, 1.05);
        Assert.InRange(accounts.Services.Sum(s => s.Throttled), 0, many.Outcomes.Count / 100);
        Assert.All(accounts.Opened, opened => Assert.Equal(1, opened.Value));
    }

    [Fact]
    public void A_refused_role_is_one_problem_of_its_account_and_its_contacts_fail_without_a_call()
    {
        var refusal = new AccountFaultException(new Problem("CredentialsRejected", ProblemCategory.AuthenticationError, "no", "ask").OfAccount(Bad));
        var accounts = Accounts(refuses: account => account == Bad ? refusal : null);

        var run = Run(accounts, SimulatedAccounts.Configs(3, 50));

        Assert.Null(run.Fault);
        Assert.Equal(1, accounts.Opened[Bad]);
        var failed = run.Outcomes.Where(o => o.Account == Bad).ToList();
        Assert.Equal(50, failed.Count);
        Assert.All(failed, o => Assert.Equal((OutcomeStatus.Failed, 0, refusal.Problem), (o.Status, o.Attempts, o.GetProblem())));
        Assert.Equal(100, Count(run, OutcomeStatus.Accepted));
    }

    [Fact]
    public void A_role_is_tried_again_while_the_failure_is_transient()
    {
        var failures = 0;
        var transient = new AccountFaultException(new Problem("NoCredentials", ProblemCategory.AuthenticationError, "no network", "wait").OfAccount(Bad), isTransient: true);
        var accounts = Accounts(refuses: account => account == Bad && failures++ < 2 ? transient : null);

        var run = Run(accounts, SimulatedAccounts.Configs(2, 10));

        Assert.Equal(20, Count(run, OutcomeStatus.Accepted));
        Assert.Equal(3, accounts.Opened[Bad]);
    }

    [Theory]
    [InlineData("errors")]
    [InlineData("throttled")]
    [InlineData("slow")]
    [InlineData("hanging")]
    [InlineData("credentials")]
    public void One_account_in_trouble_changes_the_time_of_the_others_by_less_than_a_twentieth(string trouble)
    {
        var alone = Run(Accounts(), SimulatedAccounts.Configs(4, 200));
        var accounts = new SimulatedAccounts(_world, account => account != Bad ? Service(account) : trouble switch
        {
            "errors" => Service(account, faults: (0, 1, 0, 0)),
            "throttled" => Service(account, faults: (1, 0, 0, 0)),
            "hanging" => Service(account, faults: (0, 0, 0, 1)),
            _ => Service(account, latency: 9),
        })
        {
            OpensAfter = account => account == Bad && trouble == "credentials" ? 300 : 0,
        };
        var ends = new Dictionary<string, double>();

        var run = Run(accounts, SimulatedAccounts.Configs(4, 200), new RunSettings { MaxStall = TimeSpan.FromMinutes(5) }, outcome => ends[outcome.Account!] = _world.Seconds - alone.Seconds);

        Assert.Null(run.Fault);
        Assert.Equal(600, run.Outcomes.Count(o => o.Account != Bad && o.Status == OutcomeStatus.Accepted));
        Assert.All(ends.Where(end => end.Key != Bad), end => Assert.InRange(end.Value / alone.Seconds, 0.95, 1.05));
        Assert.True(ends[Bad] > alone.Seconds * 1.05);
    }

    [Fact]
    public void An_account_without_success_for_MaxStall_fails_alone()
    {
        var accounts = new SimulatedAccounts(_world, account => Service(account, faults: account == Bad ? (0, 1, 0, 0) : default));

        var run = Run(accounts, SimulatedAccounts.Configs(2, 2000), new RunSettings { MaxStall = TimeSpan.FromMinutes(5) });

        Assert.Null(run.Fault);
        Assert.Equal(2000, Count(run, OutcomeStatus.Accepted));
        var failed = run.Outcomes.Where(o => o.Account == Bad).ToList();
        Assert.All(failed, o => Assert.Equal(OutcomeStatus.Failed, o.Status));
        var stalled = failed.Where(o => o.GetProblem()!.Account == Bad).ToList();
        Assert.InRange(stalled.Count, 1990, 2000);
        Assert.All(stalled, o => Assert.StartsWith("No call has succeeded for 5 min", o.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_instance_without_an_account_fails_alone_and_is_no_problem_of_an_account()
    {
        var run = Run(Accounts(), [SimulatedAccounts.Config(null, "a"), SimulatedAccounts.Config(Bad, "b"), SimulatedAccounts.Config(null, "c")]);

        Assert.Equal([("a", OutcomeStatus.Failed, "AccountUnknown"), ("b", OutcomeStatus.Accepted, null), ("c", OutcomeStatus.Failed, "AccountUnknown")],
            run.Outcomes.OrderBy(o => o.ContactId).Select(o => (o.ContactId, o.Status, o.ErrorId)));
        Assert.All(run.Outcomes, o => Assert.Null(o.GetProblem()?.Account));
    }

    [Fact]
    public void Configs_of_one_contact_keep_their_order_in_a_queue_that_waits()
    {
        var accounts = Accounts();
        var configs = Enumerable.Range(0, 300).Select(i => new ParticipantRoleConfig(
            new ChatContact("i", $"c-{i % 3}", "eu-west-2", Bad), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(2 + i))])).ToList();

        var run = Run(accounts, configs);

        Assert.False(accounts[Bad].HasOverlap);
        Assert.All(run.Outcomes.GroupBy(o => o.ContactId), contact => Assert.Equal(configs.Where(c => c.ContactId == contact.Key).Select(c => c.CustomerIdle), contact.Select(o => o.CustomerIdle)));
    }

    [Fact]
    public void At_most_200_000_configs_are_read_ahead()
    {
        const int Bound = 200_000;
        var queue = Channel.CreateUnbounded<Submission>();
        foreach (var i in Enumerable.Range(0, Bound + 50))
        {
            queue.Writer.TryWrite(new Submission(SimulatedAccounts.Config(Bad, $"c-{i}"), []));
        }

        queue.Writer.Complete();
        var accounts = Accounts(opensAfter: _ => 60);
        var (held, outcomes) = _world.Run(async () =>
        {
            var reported = 0;
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120), _world);
            using var state = new RunState(RunLimits.ForRun(new RunSettings()), _world, new Random(1), stop.Token);
            using var dispatcher = new Dispatcher(accounts, new RateLimiterPartitions(_world), null, state, (_, _, _) => reported++);
            var running = dispatcher.RunAsync(queue.Reader);
            await Task.Delay(TimeSpan.FromSeconds(30), _world);
            var taken = dispatcher.Taken;
            await running;
            return (taken, reported);
        });

        Assert.Equal(Bound, held);

        // All that were taken have an outcome after the stop; the others are in the queue.
        Assert.Equal(Bound + 50, outcomes + queue.Reader.Count);
    }

    [Fact]
    public void More_accounts_than_may_open_at_once_open_in_turn()
    {
        var (open, most) = (0, 0);
        var accounts = new SimulatedAccounts(_world, account =>
        {
            open--;
            return Service(account);
        })
        {
            OpensAfter = _ =>
            {
                most = Math.Max(most, ++open);
                return 1;
            },
        };

        var run = Run(accounts, SimulatedAccounts.Configs(200, 1));

        Assert.Equal(200, Count(run, OutcomeStatus.Accepted));
        Assert.Equal(64, most);
    }

    [Fact]
    public void Accounts_that_wait_to_open_when_the_run_stops_are_not_opened()
    {
        var accounts = Accounts(opensAfter: _ => 60);

        var run = _world.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30), _world);
            return await SimulatedRun.StartAsync(_world, accounts, new RateLimiterPartitions(_world), new RunSettings(), SimulatedAccounts.Configs(200, 1), stop: stop.Token);
        });

        Assert.Equal(200, Count(run, OutcomeStatus.Cancelled));
        Assert.Equal(64, accounts.Opened.Count);
    }

    private static int Count(SimulatedRun run, OutcomeStatus status) => run.Outcomes.Count(o => o.Status == status);

    private SimulatedAccounts Accounts(Func<string, AccountFaultException?>? refuses = null, Func<string, double>? opensAfter = null) =>
        new(_world, account => Service(account)) { Refuses = refuses ?? (_ => null), OpensAfter = opensAfter ?? (_ => 0) };

    private SimulatedService Service(string account, (double, double, double, double) faults = default, double latency = 0.1) =>
        new(_world) { AccountId = account, Rate = 5, Burst = 8, Faults = faults, Latency = (latency, latency) };

    private SimulatedRun Run(SimulatedAccounts accounts, IEnumerable<ParticipantRoleConfig> configs, RunSettings? settings = null, Action<ParticipantRoleOutcome>? observe = null) =>
        _world.Run(() => SimulatedRun.StartAsync(_world, accounts, new RateLimiterPartitions(_world), settings ?? new RunSettings(), configs, observe: observe));
}
