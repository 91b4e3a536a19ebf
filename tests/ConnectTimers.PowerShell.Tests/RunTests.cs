using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>How a run goes and ends: asked, answered, failed, stopped.</summary>
public class RunTests
{
    private const string Set = "Set-ParticipantRoleConfig -InstanceId i-1 @connect ";

    [Fact]
    public void WhatIf_needs_neither_credentials_nor_a_network_and_names_contact_instance_and_timers()
    {
        using var hosted = new Hosted();
        var written = hosted.Run("'a','b' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 -CustomerDisconnect 10 -WhatIf -PassThru");

        Assert.Empty(written.Errors);
        Assert.Equal(["WhatIf", "WhatIf"], written.Statuses);
        Assert.Equal("2 rows; 2 chats: 0 accepted, 2 would be sent (-WhatIf).", written.Information[^1].ToString());
    }

    [Fact]
    public async Task Nothing_is_written_without_pass_thru_and_one_outcome_a_config_with_it_failures_included()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new("i-1", "known")] });
        using var hosted = new Hosted();

        Assert.Empty(hosted.Run("'known' | " + Set + "-CustomerIdle 5", Hosted.Connect(emulator)).Output);
        var written = hosted.Run("'known','gone' | " + Set + "-CustomerIdle 5 -PassThru", Hosted.Connect(emulator));

        Assert.Equal(["Accepted", "Failed"], written.Statuses.Order());
        var error = Assert.Single(written.Errors);
        Assert.Equal("ResourceNotFoundException,ConnectTimers.PowerShell.Commands.SetParticipantRoleConfigCommand", error.FullyQualifiedErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.StartsWith("contact 'gone':", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("ConnectTimers.ParticipantRoleConfig", error.TargetObject.GetType().FullName);
    }

    [Fact]
    public async Task A_failed_outcome_can_be_piped_in_again()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of("500", 1)] });
        using var hosted = new Hosted();
        var failed = hosted.Run("$failed = 'a' | " + Set + "-MaxAttempts 1 -CustomerIdle 5 -AgentIdle Unset -PassThru; $failed", Hosted.Connect(emulator));
        emulator.SetFaults();

        var again = hosted.Run("$failed | Set-ParticipantRoleConfig @connect -PassThru");

        Assert.Equal(["Failed"], failed.Statuses);
        Assert.Equal(["Accepted"], again.Statuses);
        Assert.Equal(["AgentIdle"], again.Values("UnsetTimers").Select(u => u?.ToString()));
    }

    [Theory]
    [InlineData("-AccessKey AKIDEXAMPLE -SecretKey SECRET -EndpointUrl http://example.com", "InsecureEndpointUrl")]
    [InlineData("-AccessKey AKIDEXAMPLE -SecretKey SECRET -EndpointUrl nonsense", "InvalidEndpointUrl")]
    [InlineData("-EndpointUrl $url", "NoCredentials")]
    [InlineData("-EndpointUrl $url -AccessKey AKIDEXAMPLE", "IncompleteKeys")]
    [InlineData("-EndpointUrl $url -SessionToken x", "IncompleteKeys")]
    [InlineData("-EndpointUrl $url -ProfileName nobody", "ProfileNotFound")]
    [InlineData("-EndpointUrl $url -ProfileName nobody -AccessKey a -SecretKey b", "ConflictingCredentials")]
    public async Task Unusable_connection_settings_are_one_terminating_error_before_anything_is_sent(string arguments, string errorId)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());
        using var hosted = new Hosted();

        var written = hosted.Run("$outcomes = @(); try { 'a','b','c' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 -Region eu-west-2 -PassThru "
            + arguments + " -OutVariable outcomes } catch { $_ }", ("url", emulator.Endpoint.ToString()));

        var error = Assert.IsType<System.Management.Automation.ErrorRecord>(written.Output[^1].BaseObject);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(written.Errors);
        Assert.All(written.Output.SkipLast(1), o => Assert.Equal("Cancelled", o.Properties["Status"].Value.ToString()));
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task Rejected_credentials_end_the_run_and_the_rest_is_cancelled()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, SecretKey = "ANOTHER" });
        using var hosted = new Hosted();

        var written = hosted.Run("try { 1..40 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -PassThru } catch { $_ }", Hosted.Connect(emulator));

        var end = Assert.IsType<System.Management.Automation.ErrorRecord>(written.Output[^1].BaseObject);
        Assert.StartsWith("InvalidSignatureException,", end.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(emulator.GetRequests().Count, 1, 4);
        Assert.Empty(written.Errors); // one error for one cause: it names the contacts that were in flight
        var failed = written.Output.SkipLast(1).Where(o => o.Properties["Status"].Value.ToString() == "Failed").Select(o => o.Properties["ContactId"].Value).ToList();
        Assert.Equal(emulator.GetRequests().Count, failed.Count);
        Assert.All(failed, contact => Assert.Contains($"'{contact}'", end.ToString(), StringComparison.Ordinal));
        Assert.Empty(emulator.GetState().Contacts);
    }

    [Fact]
    public async Task An_unreachable_endpoint_is_an_error_for_each_contact_and_is_named()
    {
        Uri gone;
        await using (var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions()))
        {
            gone = emulator.Endpoint;
        }

        using var hosted = new Hosted();

        var written = hosted.Run("'a','b' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -Region eu-west-2 -AccessKey a -SecretKey b -MaxAttempts 1 -EndpointUrl $url", ("url", gone.ToString()));

        Assert.Equal(2, written.Errors.Count);
        Assert.All(written.Errors, e => Assert.Contains(gone.Authority, e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_c_ends_a_hanging_run_and_the_prompt_works_again()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of("hang", 1)] });
        using var hosted = new Hosted();
        using var shell = hosted.Prepare("1..500 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5", Hosted.Connect(emulator));
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Received > 0, TimeSpan.FromSeconds(30)));

        shell.Stop();

        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.InRange(emulator.GetState().Counts.Received, 1, 4);
        emulator.SetFaults();
        Assert.Equal(["Accepted"], hosted.Run("'a' | " + Set + "-CustomerIdle 5 -PassThru").Statuses);
    }

    [Fact]
    public async Task After_ctrl_c_the_summary_is_said_and_every_row_that_was_read_has_its_line()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var host = new AnsweringHost();
        using var hosted = new Hosted(host);
        var journal = Path.GetTempFileName();
        using var waiting = new ManualResetEvent(false);
        using var go = new ManualResetEvent(false);
        var (offered, passed) = (new List<string>(), new List<string>()); // the stop may come just before the cmdlet gets a row, or after
        var connect = Hosted.Connect(emulator, rateLimit: 0.0001, burstLimit: 2);
        using var shell = hosted.Prepare("""
            & { foreach ($i in 1..100000) {
                    $offered.Add("c-$i")
                    $minutes = $i % 10 -eq 3 ? 1 : $i % 10 -eq 4 ? '' : 5
                    if ($i % 10 -eq 5) { [pscustomobject]@{ ContactId = "c-$i"; Role = 'Customer'; Type = 'Idle'; Minutes = 5 } } else { [pscustomobject]@{ ContactId = "c-$i"; CustomerIdle = $minutes } }
                    $passed.Add("c-$i")
                    if ($i -eq 35) { $null = $waiting.Set(); $null = $go.WaitOne() }
                } } | Set-ParticipantRoleConfig -InstanceId i-1 @connect -JournalPath $journal -ErrorAction SilentlyContinue
            """, connect, ("journal", journal), ("waiting", waiting), ("go", go), ("offered", offered), ("passed", passed));
        var running = shell.BeginInvoke();
        Assert.True(waiting.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Accepted == 2, TimeSpan.FromSeconds(30)));

        var stopping = Task.Run(shell.Stop);
        SpinWait.SpinUntil(() => shell.InvocationStateInfo.State != System.Management.Automation.PSInvocationState.Running);
        go.Set();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        var lines = (await File.ReadAllLinesAsync(journal)).Where(l => l.Contains("\"Status\"", StringComparison.Ordinal)).ToList();
        File.Delete(journal);
        var read = lines.ConvertAll(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("ContactId").GetString()!);
        Assert.Equal(read.Distinct(), read);
        Assert.Subset(offered.ToHashSet(), read.ToHashSet());
        Assert.Superset(passed.ToHashSet(), read.ToHashSet());
        int Ending(char digit) => read.Count(contact => contact[^1] == digit);
        Assert.Matches($"^Stopped. {read.Count} rows: {Ending('3')} invalid; {read.Count - Ending('3')} chats: [0-2] accepted, {Ending('4')} skipped, [0-9]+ cancelled.$", Assert.Single(host.Lines));
    }

    [Fact]
    public async Task Ctrl_c_ends_a_run_that_waits_for_its_pace()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var connect = Hosted.Connect(emulator, rateLimit: 0.0001, burstLimit: 1);
        using var shell = hosted.Prepare("1..5 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5", connect);
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Accepted == 1, TimeSpan.FromSeconds(30)));

        // The next token is hours away: only the stop itself can end this.
        await Task.Run(shell.Stop).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Single(emulator.GetRequests());
    }

    [Fact]
    public async Task A_downstream_stop_ends_the_run_and_the_rest_is_never_sent()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var connect = Hosted.Connect(emulator, rateLimit: 0.001, burstLimit: 2);

        var written = hosted.Run("1..40 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -PassThru | Select-Object -First 1; 'next'", connect);

        Assert.Equal("next", written.Output[^1].BaseObject);
        Assert.Equal("Accepted", written.Output[0].Properties["Status"].Value.ToString());
        Assert.InRange(emulator.GetRequests().Count, 1, 2);
    }

    [Theory]
    [InlineData("-ErrorAction Stop", "")]
    [InlineData("", "$ErrorActionPreference = 'Stop'; ")]
    public async Task Under_error_action_stop_the_first_failure_ends_the_run(string argument, string before)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [] });
        using var hosted = new Hosted();
        var connect = Hosted.Connect(emulator, rateLimit: 0.001, burstLimit: 2);

        var written = hosted.Run(before + "1..40 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 " + argument, connect);

        Assert.StartsWith("ResourceNotFoundException,", written.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(emulator.GetRequests().Count(r => r.Method == "PUT"), 1, 2); // besides, the instance is looked up as an alias
    }

    [Fact]
    public async Task Verbose_names_every_contact_with_its_outcome()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("'a','b' | " + Set + "-CustomerIdle 5 -Verbose", Hosted.Connect(emulator));

        foreach (var contact in new[] { "a", "b" })
        {
            Assert.Contains(written.Verbose, v => v.Message.StartsWith($"Accepted: contact '{contact}' of instance 'i-1': CustomerIdle 5 min; request ", StringComparison.Ordinal));
        }
    }
}
