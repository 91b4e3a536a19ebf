using ConnectTimers.Abstractions;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>
/// Tests of ten thousand configs with many faults: a tenth of the calls is throttled, some fail, are reset or hang. Twenty seeds, or two hundred with
/// CONNECTTIMERS_LONG=1.
/// </summary>
public class StormTests
{
    private const int Configs = 10_000;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, LongTests.Size(usual: 20, whenLong: 200))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_config_has_one_outcome_and_the_outcomes_agree_with_the_service(int seed)
    {
        var world = new Simulation();
        var random = new Random(seed);
        var service = new SimulatedService(world, seed)
        {
            Rate = double.PositiveInfinity,
            Latency = (0.02, 2),
            Faults = (0.1, 0.05, 0.02, 0.01),
        };
        // Contacts recur, sometimes at once, so that their order matters.
        var configs = Enumerable.Range(0, Configs).Select(i => SimulatedRun.Config($"c-{random.Next(Configs / 2)}", 2 + (i % 479))).ToList();

        var run = world.Run(() => SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings { RateLimit = 50, BurstLimit = 50 }, configs, seed));

        Assert.Null(run.Fault);
        Assert.Equal(configs.Select(Name).Order(), run.Outcomes.Select(o => Name(o.GetConfig()!)).Order());
        Assert.False(service.HasOverlap);
        var sent = configs.ToLookup(c => c.ContactId);
        foreach (var contact in run.Outcomes.GroupBy(o => o.ContactId!))
        {
            AssertAgrees(contact.ToList(), [.. sent[contact.Key]], service.State.GetValueOrDefault(contact.Key));
        }

        // Five attempts hardly ever all fail: with 8 % failures, three in a million.
        Assert.InRange(run.Count(OutcomeStatus.Failed), 0, 3);
    }

    // The outcomes of a contact are in the order of its configs. The service has the last accepted config, or a later one that was carried out although its
    // response was lost.
    private static void AssertAgrees(List<ParticipantRoleOutcome> outcomes, List<ParticipantRoleConfig> configs, int? state)
    {
        Assert.Equal(configs.Select(c => c.CustomerIdle), outcomes.Select(o => o.CustomerIdle));
        var accepted = outcomes.FindLastIndex(o => o.Status == OutcomeStatus.Accepted);
        Assert.Contains(state, outcomes.Skip(Math.Max(0, accepted)).Select(o => o.CustomerIdle).Append(accepted < 0 ? null : outcomes[accepted].CustomerIdle));
        Assert.All(outcomes, o => Assert.Contains(o.Status, new[] { OutcomeStatus.Accepted, OutcomeStatus.Failed }));
    }

    private static string Name(ParticipantRoleConfig config) => $"{config.ContactId} {config.CustomerIdle}";
}
