using ConnectTimers.Abstractions;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>
/// Ten thousand configs through a storm: a tenth of the calls throttled, some fail, break off or hang. Twenty storms, or two hundred with
/// CONNECTTIMERS_LONG=1.
/// </summary>
public class StormTests
{
    private const int Configs = 10_000;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("CONNECTTIMERS_LONG") == "1" ? 200 : 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_config_has_one_outcome_and_the_outcomes_tell_what_the_service_has(int seed)
    {
        var world = new Simulation();
        var random = new Random(seed);
        var service = new SimulatedService(world, seed)
        {
            Rate = double.PositiveInfinity,
            Latency = (0.02, 2),
            Faults = (0.1, 0.05, 0.02, 0.01),
        };
        // Contacts come again, sometimes at once, so that their order matters.
        var configs = Enumerable.Range(0, Configs).Select(i => SimulatedRun.Config($"c-{random.Next(Configs / 2)}", 2 + (i % 479))).ToList();

        var run = world.Run(() => SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings { RateLimit = 50, BurstLimit = 50 }, configs, seed));

        Assert.Null(run.Fault);
        Assert.Equal(configs.Select(Name).Order(), run.Outcomes.Select(o => Name(o.GetConfig()!)).Order());
        Assert.False(service.HasOverlap);
        var sent = configs.ToLookup(c => c.ContactId);
        foreach (var contact in run.Outcomes.GroupBy(o => o.ContactId))
        {
            AssertTold(contact.ToList(), [.. sent[contact.Key]], service.State.GetValueOrDefault(contact.Key));
        }

        // What is retried five times hardly ever fails: at 8 % broken, three in a million.
        Assert.InRange(run.Count("Failed"), 0, 3);
    }

    // The outcomes of a contact come in the order of its configs; the service has what was accepted last, or what came after it and may
    // have been carried out although no answer came back.
    private static void AssertTold(List<ParticipantRoleOutcome> outcomes, List<ParticipantRoleConfig> configs, object? state)
    {
        Assert.Equal(configs.Select(c => c.CustomerIdle), outcomes.Select(o => o.CustomerIdle));
        var accepted = outcomes.FindLastIndex(o => o.Status == "Accepted");
        Assert.Contains(state, outcomes.Skip(Math.Max(0, accepted)).Select(o => o.CustomerIdle).Append(accepted < 0 ? null : outcomes[accepted].CustomerIdle));
        Assert.All(outcomes, o => Assert.Contains(o.Status, new[] { "Accepted", "Failed" }));
    }

    private static string Name(ParticipantRoleConfig config) => $"{config.ContactId} {config.CustomerIdle}";
}
