using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;
using ConnectTimers.Parsing;
using static ConnectTimers.Engine.Tests.Import.InMemory;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of files as programs in the field leave them: read whole, or refused with what is wrong.</summary>
public class FieldFilesTests
{
    [Theory]
    [InlineData("#TYPE System.Management.Automation.PSCustomObject\r\n\"ContactId\",\"CustomerIdle\"\r\n\"c-1\",\"5\"\r\n", "3: ContactId=c-1 CustomerIdle=5")]
    [InlineData("\"#TYPE Selected.System.Object\";;\n\"ContactId\";\"CustomerIdle\"\nc-1;5\n", "3: ContactId=c-1 CustomerIdle=5")]
    [InlineData("\"sep=;\"\r\nContactId;a,b,c\r\nc-1;5\r\n", "3: ContactId=c-1 a,b,c=5")]
    [InlineData("SEP=|||\nContactId|a;b\nc-1|5\n", "3: ContactId=c-1 a;b=5")]
    [InlineData("sep=\t\nContactId\ta;b;c;d\nc-1\t5\n", "3: ContactId=c-1 a;b;c;d=5")]
    [InlineData("sep=;\nContactId,a\nc-1,5\n", "3: ContactId=c-1 a=5")] // the hint names the wrong delimiter
    [InlineData("#TYPE x\nsep=;\nContactId;a,b\nc-1;5\n", "4: ContactId=c-1 a,b=5")]
    [InlineData("# exported 2026-11-25, by ops\n\n# Region: eu-west-2\nContactId,a\nc-1,5\n", "5: ContactId=c-1 a=5")]
    [InlineData("#ContactId,a\nc-1,5\n", "2: #ContactId=c-1 a=5")]
    [InlineData("#,ContactId,a\n1,c-1,5\n", "2: #=1 ContactId=c-1 a=5")]
    [InlineData("\n\r\n\r#TYPE x\rContactId,a\rc-1,5\r", "6: ContactId=c-1 a=5")]
    public void Lines_before_the_header_are_no_rows(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.csv", text));

    [Theory]
    [InlineData("ContactId,a\n# later, maybe\nc-1,5\n  #c-2,6\n", "2: ContactId=null a=null\n3: ContactId=c-1 a=5\n4: ContactId=null a=null")]
    [InlineData("a,ContactId\n#1,c-1\n# nothing\n", "2: a=#1 ContactId=c-1\n3: a=null ContactId=null")]
    [InlineData("ContactId,a\n\"#c-1\",5\n", "2: ContactId=#c-1 a=5")]
    public void A_comment_between_rows_is_a_blank_row(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.csv", text));

    [Theory]
    [InlineData("c-1,10,5\nc-2,10", "2: ContactId=c-1 a=10 b=5\n3: ContactId=c-2 a=null b=null !TornRow")]
    [InlineData("c-1,10,5\r\nc-", "2: ContactId=c-1 a=10 b=5\n3: ContactId=null a=null b=null !TornRow")]
    [InlineData("c-2,1  ", "2: ContactId=c-2 a=null b=null !TornRow")]
    [InlineData("c-2,10,\"5", "2: ContactId=c-2 a=10 b=null !UnclosedQuote")]
    [InlineData("c-1,10,5", "2: ContactId=c-1 a=10 b=5")]
    [InlineData("c-1,10,", "2: ContactId=c-1 a=10 b=")]
    [InlineData("c-1,10\n", "2: ContactId=c-1 a=10 b=null")]
    [InlineData("c-1,10\r", "2: ContactId=c-1 a=10 b=null")]
    [InlineData("c-1,10\n  \n \t", "2: ContactId=c-1 a=10 b=null")]
    [InlineData("c-1,10\n# end", "2: ContactId=c-1 a=10 b=null\n3: ContactId=null a=null b=null")]
    public void A_last_row_that_is_short_and_has_no_line_end_is_torn(string rows, string expected) => Assert.Equal(expected, ReadAsText("chats.csv", "ContactId,a,b\n" + rows));

    [Fact]
    public void Wherever_a_file_is_cut_off_no_row_loses_a_cell_in_silence()
    {
        const string Whole = "ContactId;Note;CustomerIdle;CustomerDisconnect\r\nc-1;\"a;\r\nb\";15;120\r\nc-2;x;15;120\r\n";
        for (var length = Whole.IndexOf("c-1", StringComparison.Ordinal) + 1; length < Whole.Length; length++)
        {
            foreach (var row in Rows("chats.csv", Whole[..length]).Where(r => r.Problem is null))
            {
                Assert.True(row.Cells.All(c => c.Value is not null), $"{length}: {Format(row)}");
            }
        }
    }

    [Theory]
    [InlineData("chats.csv", "ContactId,a\nc-1,5\n\u001A", "2: ContactId=c-1 a=5")]
    [InlineData("chats.csv", "ContactId,a\nc-1,5\u001A", "2: ContactId=c-1 a=5")]
    [InlineData("chats.csv", "ContactId,a\nc-1,5\u001A\u001A\u001A", "2: ContactId=c-1 a=5")]
    [InlineData("chats.csv", "ContactId,a\nc-1,5\u001A\nc-2,6\n", "2: ContactId=c-1 a=5\u001A\n3: ContactId=c-2 a=6")]
    [InlineData("chats.json", "[{\"a\":1}]\r\n\u001A", "1: a=1")]
    [InlineData("chats.jsonl", "{\"a\":1}\n{\"a\":2}\n\u001A", "1: a=1\n2: a=2")]
    public void Ctrl_Z_at_the_end_is_not_read(string name, string text, string expected) => Assert.Equal(expected, ReadAsText(name, text));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Ctrl_Z_is_recognized_however_the_file_is_read(int chunk)
    {
        var bytes = Encoding.UTF8.GetBytes("ContactId,a\nc-1,5\u001A\nc-2,6\u001A");

        var rows = FileReader.Read(() => new ChunkedStream(bytes, chunk), new FileSettings("chats.csv"), CancellationToken.None);

        Assert.Equal("2: ContactId=c-1 a=5\u001A\n3: ContactId=c-2 a=6", string.Join('\n', rows.Select(Format)));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void UTF_16_after_UTF_8_is_one_problem_that_counts_what_was_not_read(string added)
    {
        byte[] csv = [.. "ContactId,a\r\nc-1,5\r\n"u8, .. Encoding.GetEncoding(added).GetBytes("c-2,some text\r\nc-3,some text\r\nc-4,some text\r\n")];
        byte[] lines = [.. "{\"ContactId\":\"c-1\"}\n"u8, .. Encoding.GetEncoding(added).GetBytes("{\"ContactId\":\"c-2\"}\n{\"ContactId\":\"c-3\"}\n")];

        Assert.Equal("2: ContactId=c-1 a=5|3: !MixedEncodings", string.Join('|', Entries("chats.csv", csv).Select(Format)));
        Assert.Equal("1: ContactId=c-1|2: !MixedEncodings", string.Join('|', Entries("chats.jsonl", lines).Select(Format)));
        Assert.Contains(" 3 lines were not read.", Entries("chats.csv", csv)[^1].Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UTF_8_after_UTF_16_is_one_problem()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("ContactId,a\r\nc-1,5\r\n"), .. "c-2,some more text\r\nc-3,some more text\r\n"u8];

        Assert.Equal("2: ContactId=c-1 a=5|3: !MixedEncodings", string.Join('|', Entries("chats.csv", bytes).Select(Format)));
    }

    [Fact]
    public void Text_of_East_Asia_and_a_few_NULs_are_no_other_encoding() => Assert.Equal(
        "2: ContactId=c-1 a=東京本社営業部第一課お客様対応窓口担当者一覧表 b=x\0y\0z",
        ReadAsText("chats.csv", "ContactId,a,b\nc-1,東京本社営業部第一課お客様対応窓口担当者一覧表,x\0y\0z\n"));

    [Theory]
    [InlineData("chats.csv", ';', "InstanceId,ContactId,CustomerIdle\ni,c,5\n", "!WrongDelimiter")]
    [InlineData("chats.csv", '\t', "InstanceId;ContactId;CustomerIdle\ni;c;5\n", "!WrongDelimiter")]
    [InlineData("chats.csv", ',', "ContactId\nc\n", "2: ContactId=c")]
    [InlineData("chats.csv", ',', "ContactId;\nc;\n", "2: ContactId;=c;")] // only the column's own name is in it
    [InlineData("chats.tsv", null, "InstanceId,ContactId,CustomerIdle\ni,c,5\n", "2: InstanceId=i ContactId=c CustomerIdle=5")]
    [InlineData("chats.csv", null, "InstanceId^ContactId^CustomerIdle\ni^c^5\n", "2: InstanceId=i ContactId=c CustomerIdle=5")]
    [InlineData("chats.txt", null, "InstanceId:ContactId\ni:c\n", "2: InstanceId=i ContactId=c")]
    [InlineData("chats.txt", null, "InstanceId ContactId CustomerIdle\ni c 5\n", "2: InstanceId=i ContactId=c CustomerIdle=5")]
    [InlineData("chats.csv", null, "{\"ContactId\":\"c-1\",\"CustomerIdle\":5}\n", "!LooksLikeJson")]
    [InlineData("chats.csv", null, "[{\"ContactId\":\"c-1\"}]", "!LooksLikeJson")]
    public void A_delimiter_that_leaves_one_column_is_found_or_named(string name, char? delimiter, string text, string expected) =>
        Assert.Equal(expected, Format(Assert.Single(Entries(name, text, delimiter))));

    [Fact]
    public void The_wrong_delimiter_is_named_with_the_right_one()
    {
        var problem = Assert.Single(Entries("chats.csv", "InstanceId\tContactId\ni\tc\n", delimiter: ';')).Problem!;

        Assert.Equal("The header of 'chats.csv' has no delimiter ';': with it the whole line is one column.", problem.Message);
        Assert.Equal("Use -Delimiter \"`t\", or leave it out.", problem.RecommendedAction);
    }

    [Fact]
    public void The_index_of_pandas_is_a_column_without_a_name() =>
        Assert.Equal("2: =0 ContactId=c-1 CustomerIdle=5.0", ReadAsText("chats.csv", ",ContactId,CustomerIdle\n0,c-1,5.0\n"));

    [Fact]
    public void Headers_that_resemble_columns_refuse_the_file_in_one_problem()
    {
        const string Text = "InstanceId,ContctId,CustomerIddle,CustomerDisconnect,Queue\ni,c,5,10,q\n";

        Assert.Equal("'chats.csv' has columns that are not recognized: 'ContctId' (column 2), which may mean ContactId; 'CustomerIddle' (column 3), which may mean CustomerIdle. Nothing was sent.",
            Problem("chats.csv", Text).Message);
        Assert.Equal("2: InstanceId=i ContctId=c CustomerIddle=5 CustomerDisconnect=10 Queue=q",
            Format(Assert.Single(FileReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(Text)), new FileSettings("chats.csv") { FindHeader = name => Ignore(name, "ContctId", "CustomerIddle") }, CancellationToken.None))));
    }

    [Fact]
    public void A_known_column_can_be_ignored_too() => Assert.Equal("2: ContactId=c Role=x Type=y AgentIdle=5", Format(Assert.Single(FileReader.Read(
        () => new MemoryStream("ContactId,Role,Type,AgentIdle\nc,x,y,5\n"u8.ToArray()), new FileSettings("chats.csv") { FindHeader = name => Ignore(name, "Role", "Type") }, CancellationToken.None))));

    private static ColumnHeader Ignore(string name, params string[] ignored) => ignored.Contains(name) ? ColumnHeader.Of(name).As(null) : ColumnHeader.Of(name);

    // A stream that returns few bytes at a time, as a network share may.
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(chunk, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));
    }
}
