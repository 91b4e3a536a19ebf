using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ConnectTimers.Emulator.Tests;

public sealed class AccountTests
{
    private static readonly EmulatorOptions TwoAccounts = new()
    {
        Accounts =
        [
            new("111122223333") { AccessKey = "AKIDONE", SecretKey = "ONE", RoleNames = ["Timers", "Other"], Instances = [new("i-1", "one"), new("i-2", "two")] },
            new("444455556666") { RoleNames = ["Timers"], ExternalId = "secret handshake" },
        ],
    };

    [Fact]
    public async Task Each_account_has_its_own_quota_in_each_Region()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var one = fixture.CallerWith("AKIDONE", "ONE");
        using var elsewhere = fixture.CallerWith("AKIDONE", "ONE", region: "us-east-1");
        using var two = await AssumeAsync(fixture, "444455556666", ("ExternalId", "secret handshake"));

        foreach (var caller in (Caller[])[fixture.Caller, one, elsewhere, two])
        {
            var passed = 0;
            for (var call = 0; call < 10; call++)
            {
                passed += (await caller.SetAsync("i", "c")).Status == 200 ? 1 : 0;
            }

            Assert.Equal(8, passed);
        }

        Assert.Equal(
            ["000000000000", "111122223333", "444455556666"],
            fixture.Emulator.GetRequests().Where(request => request.Operation == "UpdateParticipantRoleConfig").Select(request => request.Account).Distinct());
    }

    [Fact]
    public async Task A_fault_of_one_account_hits_no_other()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var one = fixture.CallerWith("AKIDONE", "ONE");
        fixture.Emulator.SetFaults(FaultRule.Of("111122223333:500", 1));

        Assert.Equal((500, 200), ((await one.SetAsync("i-1", "c")).Status, (await fixture.Caller.SetAsync("i", "c")).Status));
    }

    [Fact]
    public async Task A_caller_can_ask_who_it_is()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var one = fixture.CallerWith("AKIDONE", "ONE");
        using var role = await AssumeAsync(fixture, "111122223333");

        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:user/emulator"), await IdentityAsync(one));
        Assert.Equal(("111122223333", "arn:aws:sts::111122223333:assumed-role/Timers/session"), await IdentityAsync(role));
        Assert.Equal("000000000000", (await IdentityAsync(fixture.Caller)).Account);
        Assert.Equal(0, fixture.Emulator.GetState().Counts.Received);
    }

    [Fact]
    public async Task The_key_id_of_a_role_tells_its_account()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var role = await AssumeAsync(fixture, "111122223333");

        // AWS's own encoding, undone by hand: base32 after the prefix, 40 bits from the second on.
        var bits = string.Concat(role.Signer.AccessKey[4..].Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        Assert.StartsWith("ASIA", role.Signer.AccessKey, StringComparison.Ordinal);
        Assert.Equal(111122223333, Convert.ToInt64(bits[1..41], 2));
    }

    [Fact]
    public async Task The_credentials_of_a_role_expire()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var role = await AssumeAsync(fixture, "111122223333", ("DurationSeconds", "900"));
        Assert.Equal(200, (await role.SetAsync("i", "c")).Status);

        fixture.Clock.Advance(TimeSpan.FromSeconds(900));

        Assert.Equal((403, "ExpiredTokenException"), await role.SetAsync("i", "c") is var answer ? (answer.Status, answer.ErrorType) : default);
        Assert.Equal("ExpiredToken", Code(await role.StsAsync("GetCallerIdentity")));
        using var withoutToken = fixture.CallerWith(role.Signer.AccessKey, role.Signer.SecretKey);
        Assert.Equal("UnrecognizedClientException", (await withoutToken.SetAsync("i", "c")).ErrorType);
    }

    [Theory]
    [InlineData("AccessDenied", 403, "arn:aws:iam::111122223333:role/Nobody")]
    [InlineData("AccessDenied", 403, "arn:aws:iam::999999999999:role/Timers")]
    [InlineData("AccessDenied", 403, "arn:aws:iam::444455556666:role/Timers")]
    [InlineData("AccessDenied", 403, "arn:aws:iam::444455556666:role/Timers", "ExternalId", "wrong")]
    [InlineData("ValidationError", 400, "Timers")]
    [InlineData("ValidationError", 400, "arn:aws:iam::111122223333:role/Timers", "DurationSeconds", "899")]
    [InlineData("ValidationError", 400, "arn:aws:iam::111122223333:role/Timers", "DurationSeconds", "43201")]
    [InlineData("ValidationError", 400, "arn:aws:iam::111122223333:role/Timers", "RoleSessionName", "two words")]
    public async Task A_role_that_cannot_be_assumed_is_rejected(string code, int status, string arn, string? field = null, string? value = null)
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        var fields = new Dictionary<string, string> { ["RoleArn"] = arn, ["RoleSessionName"] = "session" };
        if (field is not null)
        {
            fields[field] = value!;
        }

        var answer = await fixture.Caller.StsAsync("AssumeRole", [.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal((status, "text/xml", code), (answer.Status, answer.ContentType, Code(answer)));
        Assert.DoesNotContain("handshake", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_assumed_by_a_role_lasts_an_hour_at_most()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var role = await AssumeAsync(fixture, "111122223333");
        (string, string)[] fields = [("RoleArn", "arn:aws:iam::111122223333:role/path/Other"), ("RoleSessionName", "chained")];

        Assert.Equal(200, (await role.StsAsync("AssumeRole", fields)).Status);
        Assert.Equal("ValidationError", Code(await role.StsAsync("AssumeRole", [.. fields, ("DurationSeconds", "3601")])));
    }

    [Fact]
    public async Task STS_checks_signatures_with_its_own_codes()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var wrong = fixture.CallerWith(secretKey: "WRONG");
        using var unknown = fixture.CallerWith("AKIDNOBODY");

        Assert.Equal("SignatureDoesNotMatch", Code(await wrong.StsAsync("GetCallerIdentity")));
        Assert.Equal("InvalidClientTokenId", Code(await unknown.StsAsync("GetCallerIdentity")));
    }

    [Fact]
    public async Task Instances_are_listed_for_their_account_page_by_page()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts);
        using var one = fixture.CallerWith("AKIDONE", "ONE");

        var first = JsonNode.Parse((await one.SendAsync(one.Signed("GET", "/instance", query: "maxResults=1"))).Body)!;
        var second = JsonNode.Parse((await one.SendAsync(one.Signed("GET", "/instance", query: $"maxResults=1&nextToken={first["NextToken"]}"))).Body)!;

        Assert.Equal(("i-1", "one", "arn:aws:connect:eu-west-2:111122223333:instance/i-1", "https://one.my.connect.aws"), Summary(first));
        Assert.Equal("i-2", Summary(second).Id);
        Assert.Null(second["NextToken"]);
        Assert.Equal(400, (await one.SendAsync(one.Signed("GET", "/instance", query: "maxResults=11"))).Status);
    }

    [Fact]
    public async Task Without_instances_of_its_own_an_account_has_those_that_contacts_name()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Contacts = [new("8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90", "c")] });

        var listed = JsonNode.Parse((await fixture.Caller.SendAsync(fixture.Caller.Signed("GET", "/instance"))).Body)!;

        Assert.Equal("emulated-8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90", Summary(listed).Alias);
        Assert.Single(listed["InstanceSummaryList"]!.AsArray());
    }

    [Fact]
    public async Task Instances_have_the_documented_quota()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());

        var statuses = new List<int>();
        for (var call = 0; call < 7; call++)
        {
            statuses.Add((await fixture.Caller.SendAsync(fixture.Caller.Signed("GET", "/instance"))).Status);
        }

        Assert.Equal([200, 200, 200, 200, 200, 429, 429], statuses);
    }

    [Fact]
    public async Task An_instance_of_another_account_is_not_found()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts with { RateLimit = 0 });
        using var owner = fixture.CallerWith("AKIDONE", "ONE");

        Assert.Equal(404, (await fixture.Caller.SetAsync("i-1", "c")).Status);
        Assert.Equal(404, (await fixture.Caller.SearchAsync(new Search { InstanceId = "\"i-1\"" }.ToString())).Status);
        Assert.Equal(404, (await fixture.Caller.DescribeAsync("i-1", "c")).Status);
        Assert.Equal(200, (await owner.SetAsync("i-1", "c")).Status);
        Assert.Equal(200, (await owner.DescribeAsync("i-1", "c")).Status);
    }

    [Theory]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("ap-southeast-2", "aws")]
    public async Task ARNs_have_the_partition_of_the_Region(string region, string partition)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var caller = fixture.CallerWith(region: region);
        await caller.SetAsync("i", "c");

        Assert.Contains($"\"arn:{partition}:connect:{region}:000000000000:instance/i/contact/c\"", (await caller.DescribeAsync("i", "c")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_from_the_account_of_the_instance()
    {
        await using var fixture = await EmulatorFixture.StartAsync(TwoAccounts with { Queue = new QueueOptions { EventDelay = TimeSpan.Zero } });
        fixture.Emulator.SetContacts(new EmulatedContact("i-1", "c"));

        var answer = await fixture.Caller.SqsAsync("ReceiveMessage", $$"""{"QueueUrl":"{{fixture.Emulator.QueueUrl}}"}""");

        Assert.Contains("arn:aws:connect:eu-west-2:111122223333:instance/i-1", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_accounts_is_read_row_by_row()
    {
        using var text = new StringReader("""
            accountid,AccessKeyId,SecretAccessKey,RoleNames,ExternalId,InstanceId,InstanceAlias
            111122223333,AKIDONE,ONE,Timers; Other,,i-1,one
            111122223333,,,,,i-2,
            444455556666,,,Timers,x,,
            """);

        var accounts = AccountsFile.Read(text);

        Assert.Equal(["111122223333", "444455556666"], accounts.Select(account => account.AccountId));
        Assert.Equal(("AKIDONE", "ONE"), (accounts[0].AccessKey, accounts[0].SecretKey));
        Assert.Equal(["Timers", "Other"], accounts[0].RoleNames);
        Assert.Equal([new("i-1", "one"), new EmulatedInstance("i-2", "emulated-i-2")], accounts[0].Instances);
        Assert.Equal((null, "x"), (accounts[1].AccessKey, accounts[1].ExternalId));
    }

    [Theory]
    [InlineData("line 2: account '1111' must have 12 digits", "AccountId", "1111")]
    [InlineData("line 2: account 111122223333: AccessKeyId and SecretAccessKey belong together", "AccountId,AccessKeyId", "111122223333,AK")]
    [InlineData("line 1: the header has no AccountId column", "Account", "111122223333")]
    public void A_wrong_account_is_reported_with_its_line(string message, params string[] lines)
    {
        using var text = new StringReader(string.Join('\n', lines));

        Assert.Equal(message, Assert.Throws<FormatException>(() => AccountsFile.Read(text)).Message);
    }

    private static async Task<Caller> AssumeAsync(EmulatorFixture fixture, string account, params (string Name, string Value)[] more)
    {
        var answer = await fixture.Caller.StsAsync("AssumeRole", [("RoleArn", $"arn:aws:iam::{account}:role/Timers"), ("RoleSessionName", "session"), .. more]);
        Assert.True(answer.Status == 200, answer.Body);
        return fixture.CallerWith(Text(answer, "AccessKeyId"), Text(answer, "SecretAccessKey"), sessionToken: Text(answer, "SessionToken"));
    }

    private static async Task<(string Account, string Arn)> IdentityAsync(Caller caller)
    {
        var answer = await caller.StsAsync("GetCallerIdentity");
        Assert.True(answer.Status == 200, answer.Body);
        return (Text(answer, "Account"), Text(answer, "Arn"));
    }

    private static string Text(Answer answer, string name) => XDocument.Parse(answer.Body).Descendants().Single(element => element.Name.LocalName == name).Value;

    private static string Code(Answer answer) => Text(answer, "Code");

    private static (string Id, string Alias, string Arn, string Url) Summary(JsonNode answer)
    {
        var summary = answer["InstanceSummaryList"]![0]!;
        return (summary["Id"]!.GetValue<string>(), summary["InstanceAlias"]!.GetValue<string>(), summary["Arn"]!.GetValue<string>(), summary["InstanceAccessUrl"]!.GetValue<string>());
    }
}
