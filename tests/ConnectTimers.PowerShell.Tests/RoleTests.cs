using System.Management.Automation;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Roles that are assumed in the accounts of the instances' ARNs.</summary>
[Collection(nameof(Environment))] // they set the address of STS, an environment variable of the whole process
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

    [Theory]
    [InlineData("contact-centre")]
    [InlineData("Contact-Centre")]
    [InlineData("https://contact-centre.my.connect.aws/")]
    [InlineData("contact-centre.my.connect.aws")]
    [InlineData("https://contact-centre.awsapps.com/connect/login")]
    public async Task An_alias_or_a_console_address_of_an_instance_is_looked_up_once(string instance)
    {
        const string Id = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Accounts = [new("111122223333") { AccessKey = "AKIDONE", SecretKey = "ONE", Instances = [.. Enumerable.Range(0, 12).Select(i => new EmulatedInstance($"i-{i}", $"other-{i}")), new(Id, "contact-centre")] }],
            Contacts = [new(Id, "c-1"), new(Id, "c-2"), new(Id, "c-3")],
        });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $connect.AccessKey, $connect.SecretKey = 'AKIDONE', 'ONE'
            Find-ChatContact $instance @connect | Set-ParticipantRoleConfig @connect -CustomerIdle 5 -PassThru
            'c-1', 'c-2', 'c-3' | Set-ParticipantRoleConfig @connect -InstanceId $instance -AgentIdle 5 -PassThru
            """, Hosted.Connect(emulator, rateLimit: null), ("instance", instance));

        Assert.Empty(written.Errors);
        Assert.All(written.Output, o => Assert.Equal((Id, "Accepted"), (o.Properties["InstanceId"].Value, o.Properties["Status"].Value.ToString())));
        Assert.Equal(6, written.Output.Count);
        var listed = emulator.GetRequests().Count(r => r.Operation == "ListInstances");
        Assert.InRange(listed, 2, 4); // two pages for each cmdlet that was given the alias
    }

    [Fact]
    public async Task What_is_neither_an_id_nor_an_alias_fails_as_the_service_says()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new("i", "c")] });
        using var hosted = new Hosted();

        var written = hosted.Run("Set-ParticipantRoleConfig nobody c-1 @connect -AgentIdle 5", Hosted.Connect(emulator));

        Assert.StartsWith("ResourceNotFoundException,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["UpdateParticipantRoleConfig", "ListInstances"], emulator.GetRequests().Select(r => r.Operation));
    }

    // Each emulator refuses the other's key and counts what it refuses.
    [Fact]
    public async Task Two_runspaces_at_once_sign_each_with_its_own_key_for_its_own_Region_and_address()
    {
        var chats = LongTests.Size(usual: 150, whenLong: 5000);
        await using var one = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, AccessKey = "AKIDONE", SecretKey = "SECRETONE" });
        await using var other = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, AccessKey = "AKIDOTHER", SecretKey = "SECRETOTHER" });
        (ConnectEmulator Emulator, string Key, string Secret, string Region)[] sides = [(one, "AKIDONE", "SECRETONE", "eu-west-2"), (other, "AKIDOTHER", "SECRETOTHER", "us-east-1")];

        var runs = await Task.WhenAll(sides.Select(side => Task.Factory.StartNew(() =>
        {
            using var hosted = new Hosted();
            return hosted.Run("1..$chats | ForEach-Object { \"c-$_\" } | Set-ParticipantRoleConfig @connect -InstanceId i -AgentIdle 5 -RateLimit 0", ("chats", chats), ("connect", new System.Collections.Hashtable
            {
                ["EndpointUrl"] = side.Emulator.Endpoint.GetLeftPart(UriPartial.Authority),
                ["AccessKey"] = side.Key,
                ["SecretKey"] = side.Secret,
                ["Region"] = side.Region,
            }));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.All(runs, run => Assert.Empty(run.Errors));
        Assert.All(sides, side =>
        {
            var counts = side.Emulator.GetState().Counts;
            Assert.Equal((chats, chats, 0), (counts.Received, counts.Accepted, counts.Refused));
            Assert.All(side.Emulator.GetRequests(), request => Assert.Equal(side.Region, request.Region));
        });
    }

    private static EmulatedAccount Account(string id, string instance) =>
        new(id) { RoleNames = ["timers"], ExternalId = "night-shift", Instances = [new(instance, "alias-" + instance)] };
}
