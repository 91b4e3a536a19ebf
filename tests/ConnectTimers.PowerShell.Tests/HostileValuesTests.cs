using System.Globalization;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Values that were made, by accident or on purpose, to be taken for something else.</summary>
public class HostileValuesTests
{
    public static TheoryData<string> OddIds =>
        ["a/b", "%2F", "a%00b", "größe", "日本😀", "a?b=c", "a//b", "/a/", "a=b&c", "...a", "~!*a", "$a", "a:b@c+d"];

    [Theory]
    [MemberData(nameof(OddIds))]
    public async Task An_odd_id_reaches_its_own_contact_and_comes_back_as_it_was(string id)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("@{ InstanceId = $id; ContactId = $id; CustomerIdle = 5 } | Set-ParticipantRoleConfig @connect -PassThru", Hosted.Connect(emulator), ("id", id));

        Assert.Empty(written.Errors);
        var contact = Assert.Single(emulator.GetState().Contacts);
        Assert.Equal((id, id), (contact.InstanceId, contact.ContactId));
        Assert.Equal([id], written.Values("ContactId"));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\0b")]
    [InlineData("a b")]
    [InlineData("id1,id2")]
    [InlineData("a#b")]
    [InlineData("a[0]")]
    [InlineData("a\\b")]
    [InlineData("NULL")]
    [InlineData("#REF!")]
    [InlineData("0")]
    [InlineData("1.2E+35")]
    [InlineData("a\u200bb")]
    [InlineData("https://example.com/")]
    public async Task An_id_that_cannot_be_sent_is_invalid(string id)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("@{ InstanceId = 'i'; ContactId = $id; CustomerIdle = 5 } | Set-ParticipantRoleConfig @connect", Hosted.Connect(emulator), ("id", id));

        Assert.StartsWith("InvalidContactId,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(emulator.GetRequests());
    }

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001B[31mred\\u001B[0m")]
    [InlineData("1\r\nPS> Remove-Everything", "1\\u000D\\u000APS> Remove-Everything")]
    [InlineData("\u202e5", "\\u202E5")]
    [InlineData("5\u200b", "5\\u200B")]
    [InlineData("٥", "٥")]
    public async Task A_value_is_shown_so_that_it_can_neither_move_the_cursor_nor_turn_the_line(string value, string shown)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("@{ InstanceId = 'i'; ContactId = 'a'; CustomerIdle = $value; 'Customer Idle' = 6 } | Set-ParticipantRoleConfig @connect -Verbose", Hosted.Connect(emulator), ("value", value));

        Assert.Equal($"contact 'a' (row 1): CustomerIdle is '{shown}'; it must be 2 to 480 whole minutes, or the word Unset.", Assert.Single(written.Errors).ToString());
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task A_megabyte_in_every_cell_makes_no_long_message()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            @{ InstanceId = $value; ContactId = $value; CustomerIdle = $value; Region = $value }, @{ ContactId = "arn:aws:connect:$value"; CustomerIdle = 5 }, @{ $value = 1 } |
                Set-ParticipantRoleConfig @connect -RegionFromInput
            $value | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect
            """, Hosted.Connect(emulator), ("value", new string('x', 1 << 20)));

        Assert.InRange(written.Errors.Count, 6, 20);
        Assert.All(written.Errors, e => Assert.InRange(e.ToString().Length, 1, 500));
        Assert.Empty(emulator.GetRequests());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public async Task The_culture_changes_nothing(string culture)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            [Threading.Thread]::CurrentThread.CurrentCulture = $culture
            [Threading.Thread]::CurrentThread.CurrentUICulture = $culture
            @([pscustomobject]@{ CONTACTID = 'a'; participantrole = 'customer'; timertype = 'idle'; MINUTES = [double] 120 }
              [pscustomobject]@{ CONTACTID = 'b'; customeridle = '1,5' }
              New-ParticipantTimer agent disconnect unset -ContactId c
              [pscustomobject]@{ CONTACTID = 'd'; AGENTIDLE = 'UNSET' }) | Set-ParticipantRoleConfig -InstanceId i @connect
            """, Hosted.Connect(emulator), ("culture", CultureInfo.GetCultureInfo(culture)));

        Assert.Equal(["a CUSTOMER/IDLE=120", "c AGENT/DISCONNECT_NONCUSTOMER=unset", "d AGENT/IDLE=unset"], Hosted.State(emulator));
        Assert.Equal("contact 'b' (row 2): CustomerIdle is '1,5'; it must be 2 to 480 whole minutes, or the word Unset.", Assert.Single(written.Errors).ToString());
        Assert.StartsWith("4 rows: 1 invalid; 3 chats: 3 accepted.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
    }
}
