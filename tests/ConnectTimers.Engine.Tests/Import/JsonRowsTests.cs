using System.Text;
using static ConnectTimers.Engine.Tests.Import.Reading;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>JSON and JSON Lines as rows, and what is wrong with them.</summary>
public class JsonRowsTests
{
    private const string Call = """
        {"InstanceId":"i-1","contactid":"c-1","Note":{"x":1},"Ticket":7,"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[
        {"ParticipantRole":"CUSTOMER","TimerType":"IDLE","TimerValue":{"ParticipantTimerDurationInMinutes":5}},
        {"ParticipantRole":"AGENT","TimerType":"IDLE","TimerValue":{"ParticipantTimerAction":"Unset"}}]}}}
        """;

    private static readonly string CallRows = """
        *1: InstanceId=i-1 contactid=c-1 Ticket=7 ParticipantRole=CUSTOMER TimerType=IDLE ParticipantTimerDurationInMinutes=5
        1: InstanceId=i-1 contactid=c-1 Ticket=7 ParticipantRole=AGENT TimerType=IDLE ParticipantTimerAction=Unset
        """.ReplaceLineEndings("\n");

    [Theory]
    [InlineData("""{"ContactId":"c-1","CustomerIdle":5,"a":true,"b":false,"d":null,"e":"\u00fc\n"}""", "1: ContactId=c-1 CustomerIdle=5 a=True b=False d=null e=ü\\n")]
    [InlineData("""[{"CustomerIdle":1e1},{"CustomerIdle":5.50},{"CustomerIdle":-0}]""", "1: CustomerIdle=1e1\n1: CustomerIdle=5.50\n1: CustomerIdle=-0")]
    [InlineData("\n\n[\n{\"a\":1},\r\n\r\n{\n\"a\":\r2}\r,\r{\"a\":3}\n]\n", "4: a=1\n6: a=2\n10: a=3")]
    [InlineData("[[{\"a\":1}],\n[],[{\"a\":2},{\"a\":3}]]", "1: a=1\n2: a=2\n2: a=3")]
    [InlineData("[[{\"a\":1}],{\"a\":2}]", "1: a=1\n1: a=2")]
    [InlineData("{\"a\":1,\"a\":1,\"A\":1}", "1: a=1")]
    [InlineData("""{"ContactId":"c-1","Tags":["x"],"Extra":{"y":1}}""", "1: ContactId=c-1")]
    [InlineData("{}", "1:")]
    public void A_flat_object_is_a_row(string text, string said) => Assert.Equal(said, Said("chats.json", text));

    [Fact]
    public void What_the_aws_cli_takes_is_a_row_a_timer() => Assert.Equal(CallRows, Said("chats.json", Call));

    [Fact]
    public void Case_does_not_matter() => Assert.Equal(
        "*1: INSTANCEID=I-1 CONTACTID=C-1 TICKET=7 PARTICIPANTROLE=CUSTOMER TIMERTYPE=IDLE PARTICIPANTTIMERDURATIONINMINUTES=5",
        Said("chats.json", Call.ToUpperInvariant()).Split('\n')[0]);

    [Fact]
    public void Each_object_starts_a_call_of_its_own() => Assert.Equal([true, false, true, false, false],
        Rows("chats.json", $"[{Call},{Call},{{\"ContactId\":\"c\"}}]").Select(r => r.StartsCall));

    [Theory]
    [InlineData("{}", "NoTimerList")]
    [InlineData("null", "NoTimerList")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":[]}}""", "NoTimerList")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":{}}}""", "NoTimerList")]
    [InlineData("""{"Chat":[]}""", "NoTimerList")]
    [InlineData("""{"Chat":{},"chat":null}""", "DuplicateMember")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":["x"]}}""", "InvalidTimerEntry")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":[{"TimerType":["IDLE"]}]}}""", "NestedValue")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":[{"TimerValue":[5]}]}}""", "NestedValue")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":[{"TimerValue":{"ParticipantTimerAction":{}}}]}}""", "NestedValue")]
    [InlineData("""{"Chat":{"ParticipantTimerConfigList":[{"TimerValue":{"ParticipantTimerAction":1,"participanttimeraction":2}}]}}""", "DuplicateMember")]
    public void A_call_that_cannot_be_read_names_its_contact(string configuration, string errorId) =>
        Assert.Equal($"*1: ContactId=c-1 !{errorId}", Cut(Said("chats.json", $$"""{"ContactId":"c-1","ChannelConfiguration":{{configuration}}}""")));

    [Fact]
    public void A_timer_beside_the_list_of_timers_is_a_problem() =>
        Assert.Equal("*1: ContactId=c-1 CustomerIdle=5 !TimerBesideList", Said("chats.json", """{"ContactId":"c-1","CustomerIdle":5,"ChannelConfiguration":{}}"""));

    [Fact]
    public void Both_or_neither_value_of_a_timer_is_passed_on_as_it_is() => Assert.Equal(
        "*1: ParticipantRole=AGENT ParticipantTimerDurationInMinutes=0 ParticipantTimerAction=Unset\n1: TimerValue=5\n1: Other=x",
        Said("chats.json", """
            {"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"AGENT","TimerValue":{"ParticipantTimerDurationInMinutes":0,"ParticipantTimerAction":"Unset"}},{"TimerValue":5},{"Other":"x","TimerValue":{}}]}}}
            """));

    [Theory]
    [InlineData("""{"ContactId":"c-1","Contact Id":["x"],"CustomerIdle":{"Minutes":5}}""", "1: ContactId=c-1 !NestedValue")]
    [InlineData("""{"ContactId":"c-1","a":1,"ContactId":"c-2"}""", "1: ContactId=c-1 a=1 !DuplicateMember")]
    [InlineData("""{"ContactId":"c-1","contactid":"c-2"}""", "1: ContactId=c-1 !DuplicateMember")]
    [InlineData("""[{"ContactId":"c-\ud800"},{"a":1}]""", "1: !InvalidText\n1: a=1")]
    [InlineData("""[5,"x",null,true,[[1]],{"a":1}]""", "1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: a=1")]
    [InlineData("\"x\"", "1: !NotAnObject")]
    public void An_object_that_cannot_be_read_does_not_hinder_the_next(string text, string said) => Assert.Equal(said, Said("chats.json", text));

    [Fact]
    public void What_is_no_utf_8_is_told_with_its_line()
    {
        byte[] bytes = [.. "[{\"a\":1},\n{\"a\":\""u8, 0xFC, .. "\"},\n{\"a\":3}]"u8];
        byte[] lines = [.. "{\"a\":1}\n{\"a\":\""u8, 0xFC, .. "\"}\n{\"a\":3}"u8];

        Assert.Equal("1: a=1|2: !InvalidUtf8|3: a=3", string.Join('|', Rows("chats.json", bytes).Select(Say)));
        Assert.Equal("1: a=1|2: !InvalidUtf8|3: a=3", string.Join('|', Rows("chats.jsonl", lines).Select(Say)));
    }

    [Theory]
    [InlineData("[{\"a\":1},\n  // mine\n{\"a\":2}]", 2, "position 3: a comment ")]
    [InlineData("[{\"a\":1} /* mine */]", 1, "position 10: a comment ")]
    [InlineData("{\"a\":1, # mine\n}", 1, "position 9: a comment ")]
    [InlineData("[{\"a\":1},\n]", 2, "position 1: a comma stands before the closing bracket")]
    [InlineData("[{\"a\":1,\n}]", 2, "position 1: a comma stands before the closing bracket")]
    [InlineData("[{\"a\":[1,]}]", 1, "position 10: a comma stands before the closing bracket")]
    [InlineData("{'a':1}", 1, "position 2: a single quote ")]
    [InlineData("{\"ü\":True}", 1, "position 6: 'T' cannot stand there.")]
    [InlineData("{\"a\":1\n\"b\":2}", 2, "position 1: '\"' cannot stand there.")]
    [InlineData("{\"a\":\"x\ny\"}", 1, "position 8: a line break cannot stand there.")]
    [InlineData("{\"a\":1}\n{\"a\":2}", 2, "position 1: another object follows with no comma")]
    [InlineData("[{\"a\":1}{\"a\":2}]", 1, "position 9: another object follows with no comma")]
    [InlineData("[{\"a\":1},,{\"a\":2}]", 1, "position 10: ',' cannot stand there.")]
    [InlineData("[,{\"a\":1}]", 1, "position 2: ',' cannot stand there.")]
    [InlineData("[{\"a\":1}]]", 1, "position 10: ']' cannot stand there.")]
    [InlineData("[{\"a\":1}]{", 1, "position 10: a bracket opens there")]
    [InlineData("[{\"a\":1},{\"a\"", 1, "position 14: it ends there")]
    [InlineData("[{\"a\":1}\n", 2, "position 1: it ends there")]
    [InlineData("[", 1, "position 2: it ends there")]
    [InlineData("ContactId,a\nc,1\n", 1, "position 1: 'C' cannot stand there.")]
    [InlineData("{\"a\":1}}", 1, "position 8: '}' cannot stand there.")]
    [InlineData("\0\0\0", 1, "position 1: '\\u0000' cannot stand there.")]
    public void What_is_no_json_is_told_in_plain_words_with_its_place(string text, int line, string words)
    {
        var row = Rows("chats.json", text)[^1];

        Assert.Equal("InvalidJson", row.Problem?.ErrorId);
        Assert.Equal(line, row.Line);
        Assert.Contains(words, row.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_may_be_nested_64_deep()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        Assert.Equal("1:", Said("chats.json", Nested(64)));
        Assert.Contains(" in more than 64 others.", Problem("chats.json", Nested(65)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chats.json", "", "EmptyFile")]
    [InlineData("chats.json", " \r\n", "EmptyFile")]
    [InlineData("chats.json", "[]", "NoRows")]
    [InlineData("chats.json", "[[],[]]", "NoRows")]
    [InlineData("chats.jsonl", "", "EmptyFile")]
    [InlineData("chats.jsonl", "\n \t\r\n", "EmptyFile")]
    public void A_file_without_an_object_is_a_problem(string name, string text, string errorId) => Assert.Equal($"0: !{errorId}", Said(name, text));

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "1: a=1\n2: a=2")]
    [InlineData("\uFEFF\r\n {\"a\":1} \r\n\r\n\t\n{\"a\":2}", "2: a=1\n5: a=2")]
    [InlineData("{\"a\":1}\n{\"a\":x}\n5\n{\"a\":3}{}\n{\"a\":4}\n", "1: a=1\n2: !InvalidJson\n3: !NotAnObject\n4: !InvalidJson\n5: a=4")]
    [InlineData("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "1: a=1\n2: !InvalidJson\n3: a=3")]
    [InlineData("{\"a\":1}\n{\"a\":2", "1: a=1\n2: !TornLine")]
    [InlineData("{\"a\":1}\n{\"a\":x", "1: a=1\n2: !InvalidJson")]
    [InlineData("{\"a\":1}\n{\"a\":2\n", "1: a=1\n2: !InvalidJson")]
    public void Json_lines_are_read_each_by_itself(string text, string said) => Assert.Equal(said, Said("chats.jsonl", text));

    [Fact]
    public void Json_lines_may_be_calls() => Assert.Equal(CallRows + "\n*2" + CallRows.Replace("\n1:", "\n2:", StringComparison.Ordinal)[2..],
        Said("chats.ndjson", (Call.ReplaceLineEndings("") + "\n" + Call.ReplaceLineEndings(""))));

    [Theory]
    [InlineData("chats.json", "[{\"a\":1},{\"a\":\"", "\"}]")]
    [InlineData("chats.jsonl", "{\"a\":1}\n{\"a\":\"", "\"}\n")]
    public void What_is_longer_than_any_row_is_told_and_ends_the_reading(string name, string begin, string end)
    {
        Assert.Equal($"1: a=1\n{(name == "chats.json" ? 1 : 2)}: !RecordTooLong", Said(name, begin + new string('x', 4 << 20) + end + "{\"a\":3}"));
        Assert.Equal(1_000_000, Rows(name, begin + new string('x', 1_000_000) + end)[1].Cells[0].Value!.Length);
    }

    [Fact]
    public void Utf_16_is_read_with_its_mark()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("[{\"ü\":\"😀\"}]")];

        Assert.Equal("1: ü=😀", Say(Assert.Single(Rows("chats.json", bytes))));
    }

    // The contact and the problem; the cells of a timer between them are another test's.
    private static string Cut(string said)
    {
        var words = said.Split(' ');
        return string.Join(' ', words[0], words[1], words[^1]);
    }
}
