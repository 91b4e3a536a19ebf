using ConnectTimers.Abstractions;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Aws;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Faults over real sockets: 300 contacts, the real client and the emulator.</summary>
[Collection(nameof(OneAtATime))]
public class EmulatorStormTests
{
    private const int Contacts = 300;

    [Fact]
    public async Task Every_contact_is_set_and_the_outcomes_agree_with_the_service()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Seed = 11,
            Faults = [FaultRule.Of("throttle", 0.1), FaultRule.Of("500", 0.05), FaultRule.Of("reset", 0.02), FaultRule.Of("hang", 0.01)],
        });
        var engine = new TimerEngine(new FastClock(20), new ConnectionFactory(TimeProvider.System).OpenAsync, seed: 11);
        using var awake = new AutoResetEvent(false);
        using var run = engine.Start(
            new RunSettings
            {
                Wake = () => awake.Set(),
                EndpointUrl = emulator.Endpoint.ToString(),
                AccessKey = "AKIDEXAMPLE",
                SecretKey = "SECRET",
                RateLimit = 50,
                BurstLimit = 50,
                AttemptTimeout = TimeSpan.FromSeconds(40), // two real seconds: only hanging calls take that long
            },
            CancellationToken.None);
        foreach (var i in Enumerable.Range(0, Contacts))
        {
            var config = new ParticipantRoleConfig(new ChatContact("i-1", $"c-{i}", "eu-west-2"), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(2 + i))]);
            run.Submit(config, awake);
        }

        run.Complete();
        var outcomes = run.Drain(awake);

        Assert.Null(run.Fault);
        Assert.Equal(Contacts, outcomes.Select(o => o.ContactId).Distinct().Count());
        Assert.All(outcomes, o => Assert.Equal(OutcomeStatus.Accepted, o.Status));
        var counts = emulator.GetState().Counts;
        Assert.Equal(Contacts, counts.Accepted);
        Assert.Equal(counts.Received, outcomes.Sum(o => o.Attempts));
        Assert.True(counts is { Throttled: > 0, Faulted: > 0 });
        Assert.Equal(
            outcomes.Select(o => $"{o.ContactId}={o.CustomerIdle}").Order(),
            emulator.GetState().Contacts.Select(c => $"{c.ContactId}={c.Stored["CUSTOMER/IDLE"]}").Order());
    }
}
