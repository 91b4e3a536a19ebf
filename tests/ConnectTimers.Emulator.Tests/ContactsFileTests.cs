namespace ConnectTimers.Emulator.Tests;

public sealed class ContactsFileTests
{
    [Fact]
    public void Columns_are_found_by_name_in_any_case_and_order_and_others_are_ignored()
    {
        var contacts = Read(["CustomerIdle,contactid,INSTANCEID,State", "5,c1,i,", "", ",c2,i,Connected", "x,c3,i,ended"]);

        Assert.Equal(
            [new("i", "c1"), new("i", "c2", ContactState.Connected), new EmulatedContact("i", "c3", ContactState.Ended)],
            contacts);
    }

    [Fact]
    public void Every_column_is_read_and_a_blank_cell_is_null() => Assert.Equal(
        [
            new("i", "c1")
            {
                Channel = "VOICE",
                QueueId = "q",
                AgentId = "a",
                InitiationTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            },
            new EmulatedContact("i", "c2"),
        ],
        Read(
            ["InstanceId,ContactId,channel,QUEUEID,AgentId,InitiationTimestamp", "i,c1, voice ,q,a,2026-03-01T12:00:00Z", "i,c2,, ,,"]));

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", 0)]
    [InlineData("2026-03-01T12:00", 0)]
    [InlineData("2026-03-01T13:00:00.250+01:00", 250)]
    [InlineData("2026-03-01T12:00:00.25", 250)]
    public void A_time_without_a_zone_is_UTC(string time, int milliseconds) => Assert.Equal(
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, milliseconds, TimeSpan.Zero),
        Assert.Single(Read(["InstanceId,ContactId,InitiationTimestamp", "i,c," + time])).InitiationTimestamp);

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_header()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "InstanceId,ContactId\r\ni,c\r\n", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal([new EmulatedContact("i", "c")], ContactsFile.Read(path));
        File.Delete(path);
    }

    [Fact]
    public void Quoted_cells_may_hold_commas_quotes_and_line_breaks() => Assert.Equal(
        [new EmulatedContact("i,1", "say \"c\""), new EmulatedContact("i", "a\nb")],
        Read(["\"InstanceId\",\"ContactId\"", "\"i,1\",\"say \"\"c\"\"\"", "i,\"a", "b\""]));

    [Theory]
    [InlineData("line 1: the header has no InstanceId column", "ContactId", "c")]
    [InlineData("line 1: the header has no ContactId column", "InstanceId", "i")]
    [InlineData("line 3: no ContactId", "InstanceId,ContactId", "i,c", "i")]
    [InlineData("line 2: no InstanceId", "InstanceId,ContactId", ",c")]
    [InlineData("line 2: state 'away' is not one of waiting, connected, ended", "InstanceId,ContactId,State", "i,c,away")]
    [InlineData("line 2: a quote is not closed, or stands inside a cell", "InstanceId,ContactId", "i,\"c")]
    [InlineData("line 2: Channel 'FAX' is not one of VOICE, CHAT, TASK, EMAIL", "InstanceId,ContactId,Channel", "i,c,FAX")]
    [InlineData("line 2: time '1.3.2026' must be ISO 8601, as in 2026-03-01T12:00:00Z", "InstanceId,ContactId,InitiationTimestamp", "i,c,1.3.2026")]
    [InlineData("line 1: no header")]
    public void An_error_names_its_line(string message, params string[] lines) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(lines)).Message);

    private static IReadOnlyList<EmulatedContact> Read(params string[] lines)
    {
        using var text = new StringReader(string.Join('\n', lines));
        return ContactsFile.Read(text);
    }
}
