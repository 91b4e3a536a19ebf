using System.Management.Automation;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Roles that are assumed in the accounts of the instances' ARNs.</summary>
public sealed class RoleTests
{
    private const string Run = """
        $env:AWS_ENDPOINT_URL_STS = $connect.EndpointUrl
        $connect.Remove('Region')
        """;

    [Fact]
    public async Task A_role_is_assumed_in_the_account_of_each_ARN_and_found_chats_keep_it()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Accounts = [Account("111122223333", "i-1"), Account("444455556666", "i-2")],
            Contacts = [new("i-1", "a"), new("i-2", "b")],
        });
        using var hosted = new Hosted();

        var written = hosted.Run(Run + """

            $role = @{ RoleName = 'timers'; ExternalId = 'night-shift'; RoleSessionName = 'operator' }
            'arn:aws:connect:eu-west-2:111122223333:instance/i-1', 'arn:aws:connect:eu-central-1:444455556666:instance/i-2' |
                Find-ChatContact @connect @role | Set-ParticipantRoleConfig @connect @role -CustomerIdle 5 -PassThru
            """, Hosted.Connect(emulator));

        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted", "Accepted"], written.Values("Status").Select(s => s!.ToString()));
        var calls = emulator.GetRequests().Where(r => r.Operation == "UpdateParticipantRoleConfig").ToList();
        Assert.Equal(["111122223333", "444455556666"], calls.Select(r => r.Account).Order());
        Assert.Equal(2, emulator.GetRequests().Count(r => r.Operation == "AssumeRole"));
    }

    [Fact]
    public async Task A_refused_role_is_one_error_and_the_summary_counts_by_account()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Accounts = [Account("111122223333", "i-1"), new("444455556666") { RoleNames = ["other"], Instances = [new("i-2", "two")] }],
        });
        using var hosted = new Hosted();

        var written = hosted.Run(Run + """

            1..30 | ForEach-Object { @{ ContactId = "arn:aws:connect:eu-west-2:$($_ % 3 ? '111122223333:instance/i-1' : '444455556666:instance/i-2')/contact/c-$_"; AgentIdle = 5 } } |
                Set-ParticipantRoleConfig @connect -RoleName timers -ExternalId night-shift -PassThru
            'i-1' | Set-ParticipantRoleConfig @connect -RoleName timers -InstanceId i-1 -AgentIdle 5 -Region eu-west-2
            """, Hosted.Connect(emulator));

        Assert.Equal(["CredentialsRejected", "AccountUnknown"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("account 444455556666: ", written.Errors[0].Exception.Message, StringComparison.Ordinal);
        var failed = written.Output.Where(o => o.Properties["Status"].Value.ToString() == "Failed").ToList();
        Assert.Equal(10, failed.Count);
        Assert.All(failed, o => Assert.Equal(("444455556666", 0), (o.Properties["Account"].Value, (int)o.Properties["Attempts"].Value)));
        Assert.Equal(20, emulator.GetState().Counts.Accepted);
        Assert.Contains("2 accounts, 1 with failures: 444455556666: 10 chats, 10 failed (CredentialsRejected)", written.Information[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RoleArn arn:aws:iam::111122223333:role/timers -RoleName timers", "ConflictingRoles")]
    [InlineData("-RoleArn timers", "InvalidRoleArn")]
    [InlineData("-RoleArn arn:aws:iam::1111:role/timers", "InvalidRoleArn")]
    [InlineData("-RoleArn arn:aws:iam::111122223333:user/timers", "InvalidRoleArn")]
    [InlineData("-RoleName arn:aws:iam::111122223333:role/timers", "InvalidRoleName")]
    [InlineData("-RoleName 'two words'", "InvalidRoleName")]
    [InlineData("-RoleName ''", "InvalidRoleName")]
    [InlineData("-RoleName '../admin//x'", "InvalidRoleName")]
    [InlineData("-ExternalId abc", "RoleMissing")]
    [InlineData("-RoleSessionName abc", "RoleMissing")]
    [InlineData("-RoleName timers -ExternalId 'the secret'", "InvalidExternalId")]
    [InlineData("-RoleName timers -RoleSessionName 'two words'", "InvalidRoleSessionName")]
    public async Task Parameters_that_name_no_role_end_the_cmdlet_before_anything_is_sent(string arguments, string errorId)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        foreach (var cmdlet in new[] { "Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5", "Find-ChatContact i" })
        {
            var written = hosted.Run($"{Run}; {cmdlet} @connect {arguments}", Hosted.Connect(emulator));

            var error = written.Terminating ?? Assert.Single(written.Errors);
            Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.DoesNotContain("the secret", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(emulator.GetRequests());
    }

    private static EmulatedAccount Account(string id, string instance) =>
        new(id) { RoleNames = ["timers"], ExternalId = "night-shift", Instances = [new(instance, "alias-" + instance)] };
}
