using System.Text;
using static ConnectTimers.Engine.Tests.Import.InMemory;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of JSON and JSON Lines files: rows and problems.</summary>
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
    [InlineData("{\"a\":1}{\"a\":2}\n{\"a\":3}[{\"a\":4}] [{\"a\":5}]", "1: a=1\n1: a=2\n2: a=3\n2: a=4\n2: a=5")]
    [InlineData("{\n  \"value\": [\n{\"a\":1},\n{\"a\":2}\n],\n\"Count\": 2\n}\n", "3: a=1\n4: a=2")]
    [InlineData("{\"NextToken\":null,\"Meta\":{\"x\":[1]},\"Contacts\":[{\"Id\":\"c-1\"}],\"Meta2\":{\"x\":[1]}} {\"Contacts\":[{\"Id\":\"c-2\"}]}", "1: Id=c-1\n1: Id=c-2")]
    [InlineData("[{\"Contacts\":[{\"Id\":\"c-1\"}],\"TotalCount\":1},{\"Contacts\":[{\"Id\":\"c-2\"}]}]", "1: Id=c-1\n1: Id=c-2")]
    [InlineData("{\"ContactId\":\"c-1\",\"data\":[{\"a\":1}]}", "1: ContactId=c-1")]
    [InlineData("{\"tags\":[{\"a\":1}],\"ContactId\":\"c-1\"}", "1: ContactId=c-1")]
    [InlineData("{\"value\":[{\"a\":1}],\"CustomerIdle\":5}", "1: a=1\n1: !ColumnBesideList")]
    [InlineData("""{"value":[{"a":1}],"\ud800":5}""", "1: a=1")]
    [InlineData("""{"\ud800":5,"value":[{"a":1},{"a":2}]}""", "1: a=1\n1: a=2")]
    [InlineData("""{"ContactId":"c-1","UnsetTimers":["AgentIdle",5,null,{"x":[1]}]}""", """1: ContactId=c-1 UnsetTimers=AgentIdle, 5, , {"x":[1]}""")]
    public void A_flat_object_is_a_row(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.json", text));

    [Fact]
    public void The_input_of_the_AWS_CLI_has_one_row_per_timer() => Assert.Equal(CallRows, ReadAsText("chats.json", Call));

    [Fact]
    public void Names_are_case_insensitive() => Assert.Equal(
        "*1: INSTANCEID=I-1 CONTACTID=C-1 TICKET=7 PARTICIPANTROLE=CUSTOMER TIMERTYPE=IDLE PARTICIPANTTIMERDURATIONINMINUTES=5",
        ReadAsText("chats.json", Call.ToUpperInvariant()).Split('\n')[0]);

    [Fact]
    public void Each_object_of_the_AWS_CLI_starts_a_call() => Assert.Equal([true, false, true, false, false],
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
    public void A_call_with_a_problem_names_its_contact(string configuration, string errorId) =>
        Assert.Equal($"*1: ContactId=c-1 !{errorId}", WithoutTimer(ReadAsText("chats.json", $$"""{"ContactId":"c-1","ChannelConfiguration":{{configuration}}}""")));

    [Fact]
    public void A_timer_outside_the_list_is_a_problem() =>
        Assert.Equal("*1: ContactId=c-1 CustomerIdle=5 !TimerOutsideList", ReadAsText("chats.json", """{"ContactId":"c-1","CustomerIdle":5,"ChannelConfiguration":{}}"""));

    [Fact]
    public void The_values_of_a_timer_are_passed_on_unchecked() => Assert.Equal(
        "*1: ParticipantRole=AGENT ParticipantTimerDurationInMinutes=0 ParticipantTimerAction=Unset\n1: TimerValue=5\n1: Other=x",
        ReadAsText("chats.json", """
            {"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"AGENT","TimerValue":{"ParticipantTimerDurationInMinutes":0,"ParticipantTimerAction":"Unset"}},{"TimerValue":5},{"Other":"x","TimerValue":{}}]}}}
            """));

    [Theory]
    [InlineData("""{"ContactId":"c-1","Contact Id":["x"],"CustomerIdle":{"Minutes":5}}""", "1: ContactId=c-1 !NestedValue")]
    [InlineData("""{"ContactId":"c-1","a":1,"ContactId":"c-2"}""", "1: ContactId=c-1 a=1 !DuplicateMember")]
    [InlineData("""{"ContactId":"c-1","contactid":"c-2"}""", "1: ContactId=c-1 !DuplicateMember")]
    [InlineData("""[{"ContactId":"c-\ud800"},{"a":1}]""", "1: !InvalidUnicode\n1: a=1")]
    [InlineData("""[{"ContactId":"c-1","UnsetTimers":["AgentIdle","\ud800"]},{"a":1}]""", "1: ContactId=c-1 !InvalidUnicode\n1: a=1")]
    [InlineData("""[{"a":1},{"\ud800":2},{"a":3}]""", "1: a=1\n1: !InvalidUnicode\n1: a=3")]
    [InlineData("""[5,"x",null,true,[[1]],{"a":1}]""", "1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: !NotAnObject\n1: a=1")]
    [InlineData("\"x\"", "1: !NotAnObject")]
    public void An_invalid_object_does_not_affect_the_next(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.json", text));

    [Fact]
    public void Invalid_UTF_8_is_reported_with_its_line()
    {
        byte[] bytes = [.. "[{\"a\":1},\n{\"a\":\""u8, 0xFC, .. "\"},\n{\"a\":3}]"u8];
        byte[] lines = [.. "{\"a\":1}\n{\"a\":\""u8, 0xFC, .. "\"}\n{\"a\":3}"u8];

        Assert.Equal("1: a=1|2: !InvalidUtf8|3: a=3", string.Join('|', Entries("chats.json", bytes).Select(Format)));
        Assert.Equal("1: a=1|2: !InvalidUtf8|3: a=3", string.Join('|', Entries("chats.jsonl", lines).Select(Format)));
    }

    [Theory]
    [InlineData("[{\"a\":1},\n  // mine\n{\"a\":2}]", 2, "column 3: JSON has no comments")]
    [InlineData("[{\"a\":1} /* mine */]", 1, "column 10: JSON has no comments")]
    [InlineData("{\"a\":1, # mine\n}", 1, "column 9: JSON has no comments")]
    [InlineData("[{\"a\":1},\n]", 2, "column 1: JSON allows no comma before a closing bracket")]
    [InlineData("[{\"a\":1,\n}]", 2, "column 1: JSON allows no comma before a closing bracket")]
    [InlineData("[{\"a\":[1,]}]", 1, "column 10: JSON allows no comma before a closing bracket")]
    [InlineData("{'a':1}", 1, "column 2: JSON has double quotes only")]
    [InlineData("{\"ü\":True}", 1, "column 6: 'T' is not allowed here.")]
    [InlineData("{\"a\":1\n\"b\":2}", 2, "column 1: '\"' is not allowed here.")]
    [InlineData("{\"a\":\"x\ny\"}", 1, "column 8: a line break is not allowed here.")]
    [InlineData("[{\"a\":1}{\"a\":2}]", 1, "column 9: another object follows without a comma")]
    [InlineData("[{\"a\":1},,{\"a\":2}]", 1, "column 10: ',' is not allowed here.")]
    [InlineData("[,{\"a\":1}]", 1, "column 2: ',' is not allowed here.")]
    [InlineData("[{\"a\":1}]]", 1, "column 10: ']' is not allowed here.")]
    [InlineData("[{\"a\":1}]{", 1, "column 11: the text ends in the middle")]
    [InlineData("{\"value\":[{\"a\":1}],\n\"Count\":", 2, "column 9: the text ends in the middle")]
    [InlineData("{\"value\":[{\"a\":1}] \"Count\":1}", 1, "column 20: '\"' is not allowed here.")]
    [InlineData("[{\"a\":1},{\"a\"", 1, "column 14: the text ends in the middle")]
    [InlineData("[{\"a\":1}\n", 2, "column 1: the text ends in the middle")]
    [InlineData("[", 1, "column 2: the text ends in the middle")]
    [InlineData("ContactId,a\nc,1\n", 1, "column 1: 'C' is not allowed here.")]
    [InlineData("{\"a\":1}}", 1, "column 8: '}' is not allowed here.")]
    [InlineData("\0\0\0", 1, "column 1: '\\u0000' is not allowed here.")]
    public void Invalid_JSON_is_reported_with_its_cause_line_and_column(string text, int line, string cause)
    {
        var row = Rows("chats.json", text)[^1];

        Assert.Equal("InvalidJson", row.Problem?.ErrorId);
        Assert.Equal(line, row.Line);
        Assert.Contains(cause, row.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_may_be_nested_64_deep()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        Assert.Equal("1:", ReadAsText("chats.json", Nested(64)));
        Assert.Contains("more than 64 are nested.", Problem("chats.json", Nested(65)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chats.json", "", "EmptyFile")]
    [InlineData("chats.json", " \r\n", "EmptyFile")]
    [InlineData("chats.json", "[]", "NoRows")]
    [InlineData("chats.json", "[[],[]]", "NoRows")]
    [InlineData("chats.jsonl", "", "EmptyFile")]
    [InlineData("chats.jsonl", "\n \t\r\n", "EmptyFile")]
    public void A_file_without_an_object_is_a_problem(string name, string text, string errorId) => Assert.Equal($"!{errorId}", ReadAsText(name, text));

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "1: a=1\n2: a=2")]
    [InlineData("\uFEFF\r\n {\"a\":1} \r\n\r\n\t\n{\"a\":2}", "2: a=1\n5: a=2")]
    [InlineData("{\"a\":1}\n{\"a\":x}\n5\n{\"a\":3}{}\n{\"a\":4}\n", "1: a=1\n2: !InvalidJson\n3: !NotAnObject\n4: a=3\n4:\n5: a=4")]
    [InlineData("{\"a\":1}{\"a\":2} \t{\"a\":3}\r\n[{\"a\":4},{\"a\":5}]\n{\"a\":6}5\n{\"a\":7}{\"a\"\n{\"a\":8}", "1: a=1\n1: a=2\n1: a=3\n2: a=4\n2: a=5\n3: !InvalidJson\n4: a=7\n4: !InvalidJson\n5: a=8")]
    [InlineData("{\"value\":[{\"a\":1}],\"Count\":1}\n{\"a\":2}", "1: a=1\n2: a=2")]
    [InlineData("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "1: a=1\n2: !InvalidJson\n3: a=3")]
    [InlineData("{\"a\":1}\n{\"a\":2", "1: a=1\n2: !TruncatedLine")]
    [InlineData("{\"a\":1}\n{\"a\":x", "1: a=1\n2: !InvalidJson")]
    [InlineData("{\"a\":1}\n{\"a\":2\n", "1: a=1\n2: !InvalidJson")]
    public void Each_line_of_JSON_Lines_is_read_on_its_own(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.jsonl", text));

    [Theory]
    [InlineData("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", "1: a=1\n4: a=2")]
    [InlineData("\n[\n{\"a\":1},\n{\"a\":2}\n]\n", "3: a=1\n4: a=2")]
    [InlineData("{\"a\": 1,\r\n\"b\": 2}\r\n", "1: a=1 b=2")]
    public void Objects_over_several_lines_are_read_whatever_the_extension_says(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.jsonl", text));

    [Fact]
    public void A_list_in_an_object_may_be_longer_than_a_row()
    {
        var text = "{\"Contacts\":[" + string.Join(",\n", Enumerable.Range(0, 30_000).Select(i => $"{{\"Id\":\"c-{i}\",\"Name\":\"{new string('x', 60)}\"}}")) + "],\"TotalCount\":30000}";

        var rows = Rows("chats.json", text);

        Assert.Equal((30_000, "c-29999"), (rows.Count, rows[^1].Cells[0].Value));
        Assert.All(rows, r => Assert.Null(r.Problem));
    }

    [Fact]
    public void A_line_may_be_an_AWS_CLI_input() => Assert.Equal(CallRows + "\n*2" + CallRows.Replace("\n1:", "\n2:", StringComparison.Ordinal)[2..],
        ReadAsText("chats.ndjson", (Call.ReplaceLineEndings("") + "\n" + Call.ReplaceLineEndings(""))));

    [Theory]
    [InlineData("chats.json", "[{\"a\":1},{\"a\":\"", "\"}]")]
    [InlineData("chats.jsonl", "{\"a\":1}\n{\"a\":\"", "\"}\n")]
    public void A_value_longer_than_a_row_may_be_is_reported_and_ends_reading(string name, string begin, string end)
    {
        Assert.Equal($"1: a=1\n{(name == "chats.json" ? 1 : 2)}: !RecordTooLong", ReadAsText(name, begin + new string('x', 4 << 20) + end + "{\"a\":3}"));
        Assert.Equal(1_000_000, Rows(name, begin + new string('x', 1_000_000) + end)[1].Cells[0].Value!.Length);
    }

    [Fact]
    public void UTF_16_with_a_byte_order_mark_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("[{\"ü\":\"😀\"}]")];

        Assert.Equal("1: ü=😀", Format(Assert.Single(Entries("chats.json", bytes))));
    }

    // Keeps the contact and the problem, without the cells of the timer between them.
    private static string WithoutTimer(string text)
    {
        var parts = text.Split(' ');
        return string.Join(' ', parts[0], parts[1], parts[^1]);
    }
}
