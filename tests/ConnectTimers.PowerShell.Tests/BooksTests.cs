using System.Text.RegularExpressions;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Rows = blank rows + rows of Accepted, Failed, Invalid, Skipped, Declined, WhatIf and Cancelled outcomes, however the run goes and ends.</summary>
public class BooksTests
{
    private const string Rows = """
        $rows = @(
            [pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'b'; CustomerIdle = 1 },
            [pscustomobject]@{ ContactId = ''; CustomerIdle = '' }, [pscustomobject]@{ ContactId = 'gone'; CustomerIdle = 5 },
            [pscustomobject]@{ ContactId = 'c'; CustomerIdle = '' }, [pscustomobject]@{ ContactId = 'd'; CustomerIdle = 7 })

        """;

    [Fact]
    public async Task When_the_run_goes_to_its_end()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru -InformationVariable said", Hosted.Connect(emulator));

        Assert.Equal(["Accepted a", "Accepted d", "Failed gone", "Invalid b", "Skipped c"], Outcomes(written));
        Assert.Equal(["contact 'b' (row 2)", "contact 'gone'"], written.Errors.Select(e => e.ToString().Split(':')[0]).Order());
        Assert.Equal(
            ["6 rows: 1 invalid, 1 blank; 4 chats: 2 accepted, 1 failed, 1 skipped.", "  1 failed, ResourceNotFoundException: 'gone'", "  1 invalid, InvalidTimerValue: 'b'", "  1 skipped, NothingToSet: 'c'"],
            Assert.Single(written.Information).ToString().Split(Environment.NewLine));
        Assert.Equal(2, hosted.Run("$said[0].MessageData.Accepted").Output.Single().BaseObject);
    }

    [Fact]
    public async Task With_WhatIf()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru -WhatIf", Hosted.Connect(emulator));

        Assert.Equal(["Invalid b", "Skipped c", "WhatIf a", "WhatIf d", "WhatIf gone"], Outcomes(written));
        Assert.StartsWith("6 rows: 1 invalid, 1 blank; 4 chats: 0 accepted, 1 skipped, 3 would be sent (-WhatIf).", written.Information[^1].ToString(), StringComparison.Ordinal);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task When_some_are_declined_at_the_prompt()
    {
        await using var emulator = await StartAsync();
        var host = new AnsweringHost(2, 0, 2);
        using var hosted = new Hosted(host);

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru -Confirm", Hosted.Connect(emulator));

        Assert.Equal(["Declined a", "Declined d", "Failed gone", "Invalid b", "Skipped c"], Outcomes(written));
        Assert.Equal(3, host.Asked.Count);
        Assert.Contains("contact 'a' of instance 'i-1'", host.Asked[0], StringComparison.Ordinal);
        Assert.Contains("after 5 min of customer silence: idle", host.Asked[0], StringComparison.Ordinal);
        Assert.Equal("gone", Assert.Single(emulator.GetRequests(), r => r.Operation == "UpdateParticipantRoleConfig").Path.Split('/')[^1]);
    }

    [Fact]
    public async Task When_all_the_rest_are_declined_at_once()
    {
        await using var emulator = await StartAsync();
        var host = new AnsweringHost(0, 3);
        using var hosted = new Hosted(host);

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru -Confirm", Hosted.Connect(emulator));

        Assert.Equal(["Accepted a", "Declined d", "Declined gone", "Invalid b", "Skipped c"], Outcomes(written));
        Assert.Equal(2, host.Asked.Count);
    }

    [Fact]
    public async Task When_nothing_can_be_sent()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 -PassThru -EndpointUrl nonsense -AccessKey a -SecretKey b");

        // The input that was still to be read when the run ended has neither error nor outcome: it was never taken in.
        Assert.All(written.Statuses.Where(s => s is not ("Skipped" or "Invalid")), s => Assert.Equal("Cancelled", s));
        Assert.StartsWith("InvalidEndpointUrl,", written.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(written.Statuses.Count(s => s != "Invalid"), int.Parse(Regex.Match(written.Information[^1].ToString(), "([0-9]+) chats?:").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void When_nothing_can_be_sent_for_more_contacts_than_the_queue_holds()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("$ids = (1..1000).ForEach{ \"c-$_\" }; Set-ParticipantRoleConfig -InstanceId i-1 -ContactId $ids -CustomerIdle 5 -PassThru -EndpointUrl nonsense -AccessKey a -SecretKey b");

        Assert.StartsWith("InvalidEndpointUrl,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1000, written.Statuses.Count(s => s == "Cancelled"));
        Assert.StartsWith("1 row; 1,000 chats: 0 accepted, 1,000 cancelled.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "-ErrorAction Stop")]
    [InlineData("$ErrorActionPreference = 'Stop'\n", "")]
    public async Task When_the_first_error_stops_the_run_its_output_matches_the_service(string before, string argument)
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run(before + Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru " + argument, Hosted.Connect(emulator));

        Assert.StartsWith("InvalidTimerValue,", written.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSaidIsTrue(written, emulator);
        Assert.All(emulator.GetRequests(), r => Assert.EndsWith("/a", r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_a_downstream_command_stops_the_run_its_output_matches_the_service()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run(Rows + "$rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru | Select-Object -First 1", Hosted.Connect(emulator));

        Assert.Single(written.Output);
        AssertSaidIsTrue(written, emulator);
    }

    private static void AssertSaidIsTrue(Written written, ConnectEmulator emulator)
    {
        var accepted = emulator.GetRequests().Where(r => r.Status == 200).Select(r => r.Path.Split('/')[^1]).ToList();
        foreach (var outcome in written.Output.Where(o => o.Properties["Status"].Value.ToString() == "Accepted"))
        {
            Assert.Contains((string)outcome.Properties["ContactId"].Value, accepted);
        }
    }

    private static IEnumerable<string> Outcomes(Written written) =>
        written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}").Order(StringComparer.Ordinal);

    private static Task<ConnectEmulator> StartAsync() => ConnectEmulator.StartAsync(new EmulatorOptions
    {
        RateLimit = 0,
        Contacts = [new("i-1", "a"), new("i-1", "b"), new("i-1", "c"), new("i-1", "d")],
    });
}
