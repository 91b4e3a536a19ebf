using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>One invalid timer makes its whole contact invalid, whatever the form of the input: the remaining timers alone could end a live chat early.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect")]
    [InlineData("$rows | New-ParticipantTimer | Set-ParticipantRoleConfig -InstanceId i-1 @connect")]
    [InlineData("$rows | ForEach-Object { @{ ContactId = $_.ContactId; ParticipantRole = $_.Role; TimerType = $_.Type; TimerValue = @{ ParticipantTimerDurationInMinutes = $_.Minutes } } } | Set-ParticipantRoleConfig -InstanceId i-1 @connect")]
    public async Task One_invalid_timer_rejects_its_whole_contact(string pipeline)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $rows = foreach ($row in 'good Customer Idle 5', 'good Customer Disconnect 10',
                                     'bad-first Customer Idle 1', 'bad-first Customer Disconnect 10',
                                     'bad-last Customer Idle 5', 'bad-last Customer Disconnect 481',
                                     'bad-middle Customer Idle 5', 'bad-middle Nobody Idle 5', 'bad-middle Agent Idle 5',
                                     'also-good Agent Idle 7') {
                $contact, $role, $type, $minutes = $row -split ' '
                [pscustomobject]@{ ContactId = $contact; Role = $role; Type = $type; Minutes = $minutes }
            }

            """ + pipeline, Hosted.Connect(emulator));

        Assert.Equal(["also-good AGENT/IDLE=7", "good CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], Hosted.State(emulator));
        Assert.Equal(2, emulator.GetRequests().Count);
        Assert.StartsWith("10 rows: 7 invalid; 2 chats: 2 accepted.", written.Information[^1].ToString(), StringComparison.Ordinal);
        foreach (var contact in new[] { "bad-first", "bad-last", "bad-middle" })
        {
            Assert.Contains(written.Errors, e => e.ToString().StartsWith($"contact '{contact}' (", StringComparison.Ordinal) && e.ErrorDetails.RecommendedAction.Length > 0);
        }
    }

    [Fact]
    public async Task A_later_timer_of_an_invalid_contact_is_rejected_too()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        // Sorted by type and not by contact: the idle timer of b is refused, and its disconnect alone would end the chat early.
        var written = hosted.Run("""
            $rows = foreach ($row in 'a Idle 5', 'b Idle 1', 'c Idle 5', 'a Disconnect 10', 'b Disconnect 10', 'c Disconnect 10') {
                $contact, $type, $minutes = $row -split ' '
                [pscustomobject]@{ ContactId = $contact; Role = 'Customer'; Type = $type; Minutes = $minutes }
            }
            $rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect
            """, Hosted.Connect(emulator));

        Assert.Equal(["a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10", "c CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], Hosted.State(emulator));
        Assert.Equal(["InvalidTimerValue", "OtherTimerInvalid"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("contact 'b' (row 5): Another timer of this contact was invalid earlier", written.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_a_row_is_reported_and_not_only_the_first()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("@{ ContactId = 'a'; InstanceId = 'i-2'; CustomerIdle = 1; AgentIdle = 'x' } | Set-ParticipantRoleConfig -InstanceId i-1 -RegionFromInput @connect -PassThru", Hosted.Connect(emulator));

        Assert.Equal(["ConflictingInstanceId", "InvalidTimerValue", "InvalidTimerValue"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.Equal(written.Errors.Select(e => e.ToString()), (IEnumerable<string>)Assert.Single(written.Output).Properties["Problems"].Value);
        Assert.StartsWith("1 row: 1 invalid; 0 chats: 0 accepted.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
    }
}
