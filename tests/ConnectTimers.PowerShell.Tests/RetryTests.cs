using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Which calls are retried, which are not, and the messages meanwhile.</summary>
public class RetryTests
{
    private const string Set = "Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 -PassThru @connect ";

    [Theory]
    [InlineData("throttle", 3)]
    [InlineData("500", 1)]
    [InlineData("reset", 1)]
    public async Task A_transient_failure_is_retried_until_the_call_is_accepted(string fault, int times)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of(fault, 1) with { Times = times }] });
        using var hosted = new Hosted();

        var written = hosted.Run("'a' | " + Set + "-Verbose", Hosted.Connect(emulator, rateLimit: 100));

        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted"], written.Statuses);
        Assert.Equal([times + 1], written.Values("Attempts").Cast<int>());
        Assert.Contains(written.Verbose, v => v.Message.Contains($"; {times + 1} attempts; request ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("500", 3, "InternalServiceException")]
    [InlineData("denied", 1, "AccessDeniedException")]
    public async Task A_persistent_failure_is_retried_up_to_MaxAttempts_and_a_rejection_is_not_retried(string fault, int attempts, string errorId)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of(fault, 1)] });
        using var hosted = new Hosted();

        var written = hosted.Run("'a' | " + Set + "-MaxAttempts 3", Hosted.Connect(emulator));

        Assert.Equal([attempts], written.Values("Attempts").Cast<int>());
        Assert.StartsWith(errorId + ",", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(attempts, emulator.GetRequests().Count(r => r.Operation == "UpdateParticipantRoleConfig")); // a rejected id is looked up as an alias
    }

    [Fact]
    public async Task An_outage_is_reported_and_ends_the_run_after_the_stall_limit()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of("500", 1)] });
        using var hosted = new Hosted();

        var written = hosted.Run("1..20 | ForEach-Object { \"c-$_\" } | " + Set + "-MaxStallMinutes 0.02 -MaxAttempts 2", Hosted.Connect(emulator));

        Assert.Equal(20, written.Output.Count);
        Assert.StartsWith("InternalServiceException,", written.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(" not sent: No call has succeeded for ", written.Errors[^1].ToString(), StringComparison.Ordinal);
        Assert.InRange(written.Statuses.Count(s => s == "Failed"), 0, 2);
        Assert.Equal(20, written.Statuses.Count(s => s is "Failed" or "Cancelled"));
        Assert.Contains("No response: ", Assert.Single(written.Warnings).Message, StringComparison.Ordinal);
        Assert.Contains(written.Progress, p => p.StatusDescription.EndsWith("; paused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_loop_of_single_calls_and_four_sessions_at_once_obey_one_bucket()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 40, BurstLimit = 15 });

        // Four buckets would send 16 at once and 120 a second. One of 4 and 30 leaves room for calls that pile up on their way, on a machine that
        // has no time for a moment.
        var connect = Hosted.Connect(emulator, rateLimit: 30, burstLimit: 4);

        var sessions = Enumerable.Range(0, 4).Select(i => Task.Run(() =>
        {
            using var hosted = new Hosted();
            return hosted.Run($"foreach ($i in 1..15) {{ \"s{i}-$i\" | " + Set + "}", connect);
        }));
        var written = await Task.WhenAll(sessions);

        Assert.All(written, w => Assert.Equal(15, w.Statuses.Count(s => s == "Accepted")));
        Assert.Equal((60, 0), (emulator.GetState().Counts.Accepted, emulator.GetState().Counts.Throttled));
    }

    [Fact]
    public async Task Progress_tells_how_it_goes_and_with_a_known_total_how_long_it_will_take()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 @connect -ContactId (1..12).ForEach{ \"c-$_\" }", Hosted.Connect(emulator, rateLimit: 10, burstLimit: 2));

        var shown = written.Progress.Where(p => p.RecordType == System.Management.Automation.ProgressRecordType.Processing).ToList();
        Assert.All(shown, p => Assert.Matches(@"^\d+ accepted, 0 failed, \d+ waiting", p.StatusDescription));
        Assert.Contains(shown, p => p.StatusDescription.Contains("/s", StringComparison.Ordinal) && p is { PercentComplete: > 0, SecondsRemaining: >= 0 });
        Assert.Equal("1 row; 12 chats: 12 accepted.", written.Progress[^1].StatusDescription);
    }

    [Fact]
    public async Task The_first_call_leaves_while_input_is_still_being_read()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var arrived = new Func<bool>(() => SpinWait.SpinUntil(() => emulator.GetState().Counts.Accepted > 0, TimeSpan.FromSeconds(30)));

        var written = hosted.Run("& { 'a'; $arrived.Invoke() | ForEach-Object { $script:early = $_ }; 'b' } | " + Set + "| ForEach-Object { $early }", Hosted.Connect(emulator), ("arrived", arrived));

        Assert.Equal(true, written.Output[^1].BaseObject);
    }
}
