using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;
using ConnectTimers.Parsing;
using static ConnectTimers.Engine.Tests.Import.InMemory;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of CSV files: rows, delimiters, encodings and problems.</summary>
public class CsvRowsTests
{
    [Theory]
    [InlineData("ContactId,Notes\nc-1,x\n", "2: ContactId=c-1 Notes=x")]
    [InlineData("ContactId,Notes\r\nc-1,x\r\nc-2,y", "2: ContactId=c-1 Notes=x\n3: ContactId=c-2 Notes=y")]
    [InlineData("ContactId,Notes\rc-1,x\rc-2,y\r", "2: ContactId=c-1 Notes=x\n3: ContactId=c-2 Notes=y")]
    [InlineData("\n \t\nContactId,Notes\n\n\r\nc-1,x\n  \nc-2,y\n\n", "6: ContactId=c-1 Notes=x\n8: ContactId=c-2 Notes=y")]
    [InlineData("ContactId,Notes\nc-1,\"a\nb\r\nc\"\nc-2,y\n", "2: ContactId=c-1 Notes=a\\nb\\r\\nc\n5: ContactId=c-2 Notes=y")]
    [InlineData("\"ContactId\",\"No\nte\"\n\"c-1\",\"say \"\"x\"\", y\"\n", "3: ContactId=c-1 No\\nte=say \"x\", y")]
    [InlineData("ContactId,Notes,Region\nc-1,x\nc-2\nc-3,,\n", "2: ContactId=c-1 Notes=x Region=null\n3: ContactId=c-2 Notes=null Region=null\n4: ContactId=c-3 Notes= Region=")]
    [InlineData("ContactId,Notes\n c-1 ,\tx \n", "2: ContactId= c-1  Notes=\tx ")] // trimmed later, by the owner of the column
    [InlineData("ContactId,Notes\nc-1, \"a,b\" \n", "2: ContactId=c-1 Notes=a,b")] // as Import-Csv does
    [InlineData("ContactId,Notes\nc-1,5\" tall\n", "2: ContactId=c-1 Notes=5\" tall")]
    [InlineData("ContactId,Notes,,\nc-1,x,,\n", "2: ContactId=c-1 Notes=x")]
    [InlineData("ContactId,,Notes\nc-1,5,x\n", "2: ContactId=c-1 =5 Notes=x")]
    [InlineData("ContactId,Contact Arn\nc-1,c-2\n", "2: ContactId=c-1 Contact Arn=c-2")] // whether they agree is checked later
    [InlineData("ContactId,Notes\nc-\01,x\n", "2: ContactId=c-\01 Notes=x")]
    public void Rows_have_the_names_in_the_file_and_the_line_where_they_begin(string text, string expected) =>
        Assert.Equal(expected, ReadAsText("chats.csv", text));

    [Theory]
    [InlineData("ContactId,CustomerIdle\nc-1,5\n", "c-1", "5")]
    [InlineData("ContactId;CustomerIdle\nc-1;5\n", "c-1", "5")]
    [InlineData("ContactId\tCustomerIdle\nc-1\t5\n", "c-1", "5")]
    [InlineData("ContactId|CustomerIdle\nc-1|5\n", "c-1", "5")]
    [InlineData("a,b,c,d;ContactId;Customer Idle\nx;c-1;5\n", "x", "c-1", "5")] // known columns take precedence over the number of columns
    [InlineData("ContactId;CustomerIdle;\"x,y,z,w\"\nc-1;5;\"1,2\"\n", "c-1", "5", "1,2")]
    [InlineData("ContactId;Net,Gross;a,b\nc-1;5;6\n", "c-1", "5", "6")]
    [InlineData("ContactId\nc-1\n", "c-1")]
    [InlineData("sep=|\r\nContactId|a;b\r\nc-1|5\r\n", "c-1", "5")]
    public void The_delimiter_is_detected_from_the_header(string text, params string[] cells) =>
        Assert.Equal(cells, Assert.Single(Rows("chats.txt", text)).Cells.Select(c => c.Value));

    [Theory]
    [InlineData("chats.csv", null, "ContactId,Note;Region\nc,5;6\n", "2: ContactId=c Note;Region=5;6")]
    [InlineData("chats.csv", ';', "Chat,Note;Region\nc,5;6\n", "2: Chat,Note=c,5 Region=6")]
    [InlineData("chats.tsv", ';', "Chat,Note;Region\nc,5;6\n", "2: Chat,Note=c,5 Region=6")]
    [InlineData("chats.tsv", null, "Contact\ta,b,c;Region\nc\t5;6\n", "2: Contact=c a,b,c;Region=5;6")]
    [InlineData("chats.TAB", null, "Region\tNote\nc\t5\n", "2: Region=c Note=5")]
    public void A_given_delimiter_takes_precedence_and_a_TSV_has_tabs(string name, char? delimiter, string text, string expected) =>
        Assert.Equal(expected, Format(Assert.Single(Entries(name, text, delimiter))));

    [Theory]
    [InlineData('~', "ContactId~Notes\nc~\"6~7\"\n", "2: ContactId=c Notes=6~7")]
    [InlineData(' ', "ContactId Notes\nc \"6 7\"\n", "2: ContactId=c Notes=6 7")]
    [InlineData('\t', "ContactId\tNotes\nc\t\"6\t7\"\n", "2: ContactId=c Notes=6\t7")]
    [InlineData(';', "sep=|\nContactId;Notes\nc;6\n", "3: ContactId=c Notes=6")]
    public void A_delimiter_may_be_any_printable_character(char delimiter, string text, string expected) =>
        Assert.Equal(expected, Format(Assert.Single(Entries("chats.csv", text, delimiter))));

    [Theory]
    [InlineData("#,Chat,Mins\n1,c-1,5\n", "2: #=1 Chat=c-1 Mins=5")]
    [InlineData("# Monday; Region\nChat,Mins\nc-1,5\n", "3: Chat=c-1 Mins=5")]
    public void A_mapped_column_is_as_good_as_a_known_one_to_tell_the_header_from_a_comment(string text, string expected)
    {
        static ColumnHeader Find(string name) => name switch
        {
            "Chat" => ColumnHeader.Of(name).As(Column.ContactId),
            "Mins" => ColumnHeader.Of(name).As(Column.CustomerIdle),
            _ => ColumnHeader.Of(name),
        };

        var entries = FileReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), new FileSettings("chats.csv") { FindHeader = Find }, CancellationToken.None);

        Assert.Equal(expected, Format(Assert.Single(entries)));
    }

    [Fact]
    public void The_line_of_a_sep_hint_is_counted() => Assert.Equal("3: ContactId=c-1 a=5", ReadAsText("chats.csv", "sep=;\r\nContactId;a\r\nc-1;5\r\n"));

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void UTF_8_and_UTF_16_with_byte_order_marks_are_read(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("ContactId;Größe\r\nc-1;\"😀\nß\"\r\nc-2;y\r\n")];

        Assert.Equal("2: ContactId=c-1 Größe=😀\\nß\n4: ContactId=c-2 Größe=y", string.Join('\n', Entries("chats.csv", bytes).Select(Format)));
    }

    [Fact]
    public void Invalid_UTF_8_is_a_problem_only_in_known_columns()
    {
        byte[] bytes = [.. "ContactId,Notes\nc-1,M"u8, 0xFC, .. "ller\nc-"u8, 0xFC, .. ",x\nc-3,y\n"u8];

        Assert.Equal("2: ContactId=c-1 Notes=M\uFFFDller\n3: ContactId=c-\uFFFD Notes=x !InvalidUtf8\n4: ContactId=c-3 Notes=y",
            string.Join('\n', Entries("chats.csv", bytes).Select(Format)));
    }

    [Fact]
    public void Incomplete_UTF_16_is_a_problem()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("ContactId\nc-1\n"), 0x41];

        Assert.Equal("!InvalidUtf16", Format(Entries("chats.csv", bytes)[^1]));
    }

    [Theory]
    [InlineData("c-1,5,7\nc-2,6\n", "2: ContactId=c-1 CustomerIdle=5 !TooManyCells\n3: ContactId=c-2 CustomerIdle=6")]
    [InlineData("c-1,5,,\"\",7,, \n", "2: ContactId=c-1 CustomerIdle=5 !TooManyCells")]
    [InlineData("c-1,5, ,\"\",,\n", "2: ContactId=c-1 CustomerIdle=5")]
    public void Additional_cells_are_a_problem_of_their_row_unless_they_are_blank(string rows, string expected) =>
        Assert.Equal(expected, ReadAsText("chats.csv", "ContactId,CustomerIdle\n" + rows));

    [Fact]
    public void The_problem_counts_cells_and_columns() => Assert.StartsWith("The row has 5 cells but the file has 2 columns.",
        Problem("chats.csv", "ContactId,CustomerIdle\nc-1,5,,,7,,\n").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("c-1,5\nc-2,\"6\nc-3,7\nc-4,8\n", "2: ContactId=c-1 Notes=5\n3: ContactId=c-2 Notes=null !UnclosedQuote")]
    [InlineData("c-1,5\n\"c-2,6\nc-3,7", "2: ContactId=c-1 Notes=5\n3: ContactId=null Notes=null !UnclosedQuote")]
    [InlineData("\"c-1\na\",\"6\nc-3,7", "3: ContactId=c-1\\na Notes=null !UnclosedQuote")] // the line of the quote, not the line of the row
    [InlineData("\"c\"1,\"6\nc-3,7", "2: ContactId=c1 Notes=null !UnclosedQuote")] // the more serious of the two problems
    [InlineData("c-1,\"\n", "2: ContactId=c-1 Notes=null !UnclosedQuote")]
    [InlineData("c-1,\"\"\"", "2: ContactId=c-1 Notes=null !UnclosedQuote")]
    [InlineData("\"", "2: ContactId=null Notes=null !UnclosedQuote")]
    public void An_unclosed_quote_is_reported_at_the_line_where_it_opens(string rows, string expected) =>
        Assert.Equal(expected, ReadAsText("chats.csv", "ContactId,Notes\n" + rows));

    [Fact]
    public void The_lines_inside_an_unclosed_quote_are_counted() =>
        Assert.Contains(" 3 lines including this one,", Rows("chats.csv", "ContactId,Notes\nc-1,5\nc-2,\"6\nc-3,7\r\nc-4,8\r\n")[^1].Problem!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("c-1,\"5\"0\nc-2,6\n", "2: ContactId=c-1 Notes=50 !TextAfterQuote\n3: ContactId=c-2 Notes=6")]
    [InlineData("c-1,\"5\nc-2,\"6\"\nc-3,7\n", "2: ContactId=c-1 Notes=5\\nc-2,6\" !TextAfterQuote\n4: ContactId=c-3 Notes=7")]
    [InlineData("c-1,\"5\" \n", "2: ContactId=c-1 Notes=5")]
    public void Text_after_a_closing_quote_is_a_problem_of_its_row(string rows, string expected) =>
        Assert.Equal(expected, ReadAsText("chats.csv", "ContactId,Notes\n" + rows));

    [Fact]
    public void A_header_that_cannot_be_read_is_reported_with_its_line() => Assert.Equal("2: !UnclosedQuote", ReadAsText("chats.csv", "\nContactId,\"Notes\nc-1,5\n"));

    [Theory]
    [InlineData("c-3,")]
    [InlineData("c-3,\"\n")]
    public void A_row_without_end_is_reported_and_ends_reading(string begin)
    {
        var text = "ContactId,Notes\nc-1,5\nc-2,6\n" + begin + new string('x', 3 << 20) + "\nc-4,7\n";

        Assert.Equal("2: ContactId=c-1 Notes=5\n3: ContactId=c-2 Notes=6\n4: !RecordTooLong", ReadAsText("chats.csv", text));
    }

    [Theory]
    [InlineData("", "!EmptyFile")]
    [InlineData("\uFEFF", "!EmptyFile")]
    [InlineData(" \r\n\n\t\n", "!EmptyFile")]
    [InlineData("ContactId,CustomerIdle", "!NoRows")]
    [InlineData("ContactId,CustomerIdle\n\n \n", "!NoRows")]
    [InlineData("Chat,Mins\nc-1,5\n", "!NoKnownColumn")]
    [InlineData(",,\nc-1,5\n", "!NoKnownColumn")]
    [InlineData("PK\u0003\u0004\u0014\0\u0006\n", "!BinaryFile")]
    [InlineData("C\0o\0n\0t\0a\0c\0t\0I\0d\0\n\0", "!BinaryFile")]
    [InlineData("ContactId,Role,Type,Minutes,Customer Idle\nc,Agent,Idle,5,5\n", "!MixedLayouts")]
    [InlineData("ContactId,Notes, notes \nc,1,2\n", "!DuplicateHeader")]
    public void A_problem_of_the_file_is_its_only_row(string text, string expected) => Assert.Equal(expected, ReadAsText("chats.csv", text));

    [Theory]
    [InlineData("ContactId,Role,CustomerIdle\nc,x,5\n")]
    [InlineData("ContactId,Type,CustomerIdle\nc,x,5\n")]
    public void Role_or_Type_alone_beside_timer_columns_is_not_a_mixed_layout(string text) => Assert.Null(Assert.Single(Rows("chats.csv", text)).Problem);

    [Fact]
    public void Problems_of_the_file_name_the_file_and_the_columns()
    {
        Assert.Equal("'chats.csv' has no known column: its first line is 'a', 'b', 'c', 'd', 'e', ….", Problem("/home/x/chats.csv", "a,b,c,d,e,f\n1,2\n").Message);
        Assert.Contains("InstanceId, ContactId, ", Problem("chats.csv", "a,b\n1,2\n").RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("'chats.csv' has two columns 'Notes': 2 and 4.", Problem("chats.csv", "ContactId,Notes,a,Notes\n1,2\n").Message);
        Assert.Equal("'chats.csv' has both a column per timer ('AgentIdle') and a row per timer ('Role', 'TimerType').", Problem("chats.csv", "ContactId,AgentIdle,TimerType,Role\n1,2\n").Message);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('ä')]
    public void Invalid_delimiters_are_rejected(char delimiter) =>
        Assert.Equal("!InvalidDelimiter", Format(Assert.Single(Entries("chats.csv", "ContactId\nc\n", delimiter))));
}
