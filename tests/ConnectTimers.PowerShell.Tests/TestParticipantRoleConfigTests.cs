namespace ConnectTimers.PowerShell.Tests;

/// <summary>Validation of inputs before they are sent.</summary>
public sealed class TestParticipantRoleConfigTests : IDisposable
{
    private readonly Hosted _hosted = new();

    public void Dispose() => _hosted.Dispose();

    [Fact]
    public void Every_contact_has_its_result_with_everything_that_is_wrong()
    {
        var written = _hosted.Run("""
            @(
                [pscustomobject]@{ InstanceId = 'i-1'; ContactId = 'good'; CustomerIdle = 5; CustomerDisconnect = 10 }
                [pscustomobject]@{ InstanceId = 'i-1'; ContactId = 'bad'; CustomerIdle = 1; AgentIdle = 'soon' }
                [pscustomobject]@{ InstanceId = 'i-1'; ContactId = ''; CustomerIdle = 5 }
                [pscustomobject]@{ InstanceId = 'i-1'; ContactId = 'untimed'; CustomerIdle = '' }
                42
            ) | Test-ParticipantRoleConfig
            """);

        Assert.Empty(written.Errors);
        Assert.Equal(
            ["True good", "False bad", "False ", "True untimed", "False "],
            written.Output.Select(o => $"{o.Properties["IsValid"].Value} {o.Properties["ContactId"].Value}"));
        Assert.Equal("after 5 min of customer silence: idle; after 15 min: chat disconnected", written.Output[0].Properties["Timeline"].Value);
        var problems = (IReadOnlyList<string>)written.Output[1].Properties["Problems"].Value;
        Assert.Equal(2, problems.Count);
        Assert.StartsWith("contact 'bad' (row 2): CustomerIdle is '1'", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("contact 'bad' (row 2): AgentIdle is 'soon'", problems[1], StringComparison.Ordinal);
        Assert.Contains("row 3", written.Output[2].Properties["Problems"].Value.ToString(), StringComparison.Ordinal);
        Assert.Equal("There is no timer, so nothing would be sent.", written.Output[3].Properties["Warnings"].Value.ToString());
        Assert.All(written.Output, o => Assert.Equal(o.Properties["IsValid"].Value is true, o.Properties["Problems"].Value.ToString() == ""));
    }

    [Theory]
    [InlineData("-CustomerDisconnect 10", "CustomerDisconnect 10 has no CustomerIdle: unless the chat already has an idle timer, it starts with the first silence.")]
    [InlineData("-CustomerIdle Unset -CustomerDisconnect 10", "CustomerDisconnect 10 has no idle timer: it starts with the first silence.")]
    [InlineData("-CustomerIdle 5 -CustomerDisconnect 10", null)]
    [InlineData("-CustomerIdle 5 -AgentIdle 3", "AgentIdle 3 is shorter than CustomerIdle 5: an agent who waits for a silent customer becomes idle first.")]
    [InlineData("-CustomerIdle Unset -AgentIdle Unset", "Only removes timers.")]
    [InlineData("-UnsetAll", "Only removes timers.")]
    [InlineData("-CustomerIdle 5", null)]
    [InlineData("-CustomerIdle 5 -AgentIdle 5", null)]
    public void Unusual_timers_are_a_warning(string timers, string? warning)
    {
        var written = _hosted.Run("Test-ParticipantRoleConfig -InstanceId i -ContactId c " + timers);

        Assert.Equal(true, written.Output.Single().Properties["IsValid"].Value);
        Assert.Equal(warning ?? "", written.Output.Single().Properties["Warnings"].Value.ToString());
    }

    [Fact]
    public void An_agent_disconnected_before_the_customer_is_a_warning_with_both_totals()
    {
        var written = _hosted.Run("Test-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -CustomerDisconnect 10 -AgentIdle 6 -AgentDisconnect 3");

        Assert.Equal("A silent agent is disconnected after 9 minutes, before a silent customer's chat ends after 15.", written.Output.Single().Properties["Warnings"].Value.ToString());
    }

    [Theory]
    [InlineData("'a','b' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -Quiet", true)]
    [InlineData("'a','' ,'b' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -Quiet", true)]
    [InlineData("'a','..' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -Quiet", false)]
    [InlineData("'a' | Test-ParticipantRoleConfig -InstanceId i -Quiet", false)]
    [InlineData("@() | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -Quiet", false)]
    [InlineData("Test-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 1 -Quiet", false)]
    [InlineData("New-ParticipantTimer Customer Idle 1 -ErrorAction Ignore | Test-ParticipantRoleConfig -InstanceId i -ContactId c -Quiet", false)]
    public void Quiet_is_one_boolean(string script, bool expected)
    {
        var written = _hosted.Run(script);

        Assert.Equal([expected], written.Output.Select(o => o.BaseObject));
        Assert.Empty(written.Errors);
    }

    [Theory]
    [InlineData("New-ParticipantTimer Customer Idle 5 | {0} -InstanceId i -ContactId c")]
    [InlineData("'a','b' | {0} -InstanceId i -Timer (New-ParticipantTimer Agent Idle -Unset)")]
    [InlineData("@{{ ContactId = 'arn:aws:connect:eu-west-2:1:instance/i/contact/c'; CustomerIdle = 5; Region = 'us-east-1' }} | {0}")]
    [InlineData("[pscustomobject]@{{ Chat = 'c'; Mins = 5 }} | {0} -InstanceId i -ContactId {{ $_.Chat }} -CustomerIdle {{ $_.Mins }}")]
    [InlineData("[pscustomobject]@{{ ContactId = 'c'; Role = 'Agent'; Type = 'Idle'; Minutes = 1 }}, [pscustomobject]@{{ ContactId = 'c'; Role = 'Customer'; Type = 'Idle'; Minutes = 5 }} | {0} -InstanceId i")]
    [InlineData("[pscustomobject]@{{ InstanceId = 'x'; ContactId = 'c'; CustomerIdle = 5 }} | {0} -InstanceId i")]
    public void It_agrees_with_Set_ParticipantRoleConfig_on_valid_and_invalid_input(string pipeline)
    {
        string Script(string cmdlet) => string.Format(System.Globalization.CultureInfo.InvariantCulture, pipeline, cmdlet);

        var tested = _hosted.Run(Script("Test-ParticipantRoleConfig"));
        var set = _hosted.Run(Script("Set-ParticipantRoleConfig -WhatIf -PassThru"));

        Assert.Equal(
            set.Output.Where(o => o.Properties["Status"].Value.ToString() != "Invalid").Select(o => $"{o.Properties["Region"].Value} {o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["AgentIdle"].Value}"),
            tested.Output.Where(o => o.Properties["IsValid"].Value is true)
                .Select(o => $"{o.Properties["Region"].Value} {o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["AgentIdle"].Value}"));
        Assert.Equal(
            set.Errors.Select(e => e.ToString()),
            tested.Output.Where(o => o.Properties["IsValid"].Value is false).SelectMany(o => (IEnumerable<string>)o.Properties["Problems"].Value));
    }

    [Fact]
    public void Valid_results_can_be_piped_to_Set_ParticipantRoleConfig()
    {
        var written = _hosted.Run("'a','b' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 | Set-ParticipantRoleConfig -WhatIf -PassThru");

        Assert.Equal(["WhatIf", "WhatIf"], written.Statuses);
    }
}
