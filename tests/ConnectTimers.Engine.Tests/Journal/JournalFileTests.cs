using System.Text;
using System.Text.Json;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>What a run finds when it opens the file.</summary>
public sealed class JournalFileTests : IDisposable
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    public void Wherever_a_line_was_torn_off_whole_lines_stay_and_the_rest_goes(bool resume, int zeros)
    {
        var configs = new[] { Config("c-1", 5), Config("größe 😀", 0, 480), Config("c-3", null, null, 7) };
        _folder.Write(configs.Select(Accepted));
        var whole = _folder.Bytes;
        var ends = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').ToList();
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            _folder.Bytes = [.. whole[..cut], .. new byte[zeros]];
            using (var journal = _folder.Open(resume))
            {
                Assert.All(configs.Index(), c => Assert.Equal(resume && ends[c.Index] <= cut, journal.WasAccepted(c.Item, Endpoint)));
                journal.Write(Accepted(Config("c-4", 9)), Endpoint, []);
            }

            var lines = _folder.Text.Split('\n');
            Assert.Equal(ends.Count(e => e <= cut) + 2, lines.Length); // the one just written, and what is behind its end: nothing
            Assert.Equal("", lines[^1]);
            Assert.All(lines[..^1], line => JsonDocument.Parse(line).Dispose());
            Assert.StartsWith(Encoding.UTF8.GetString(whole, 0, ends.FindLast(e => e <= cut)), _folder.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_whole_line_without_its_end_counts_and_gets_it()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var whole = _folder.Bytes;
        _folder.Bytes = whole[..^1];

        _folder.Open().Dispose();

        Assert.Equal(whole, _folder.Bytes);
    }

    [Fact]
    public void A_file_of_zeros_is_one_that_a_power_failure_left()
    {
        _folder.Bytes = new byte[5000];
        _folder.Write(Accepted(Config("c-1", 5)));

        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
        Assert.StartsWith("{", _folder.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_order_mark_blank_lines_and_carriage_returns_of_an_editor_do_no_harm(bool resume)
    {
        _folder.Write(Accepted(Config("c-1", 5)), Accepted(Config("c-2", 5)));
        byte[] edited = [.. ByteOrderMark, .. Encoding.UTF8.GetBytes(_folder.Text.Replace("\n", "\r\n\r\n \t\n", StringComparison.Ordinal))];
        _folder.Bytes = edited;
        _folder.Open(resume).Dispose();

        Assert.Equal(edited, _folder.Bytes);
        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
        Assert.True(_folder.WasAccepted(Config("c-2", 5)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Tim")]
    public void A_byte_order_mark_alone_or_before_half_a_line_is_an_empty_journal(string torn)
    {
        _folder.Bytes = [.. ByteOrderMark, .. Encoding.UTF8.GetBytes(torn)];
        _folder.Open().Dispose();

        Assert.Equal(ByteOrderMark, _folder.Bytes);
    }

    [Theory]
    [InlineData("ContactId,CustomerIdle\r\nc-1,5\r\n")]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("{}")]
    [InlineData("[]\n")]
    [InlineData("{\"time\":\"2026-03-01T12:00:00.000Z\"}\n")]
    [InlineData("{ \"Time\":\"2026-03-01T12:00:00.000Z\"}\n")]
    [InlineData("{\"Time\":\"2026-03-01T12:00:00.000Z\"}")] // whole, and none of ours
    [InlineData("\ufeff{\"Time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("\ufeffContactId\n")]
    [InlineData("{\"Tim\n")]
    [InlineData("ContactId\n{\"Ti")] // what looks torn is not the whole of it
    [InlineData("ContactId\n\0")]
    public void A_file_that_is_no_journal_is_refused_and_left_as_it_is(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.All([false, true], resume => Refused(bytes, resume, "line 1"));
    }

    [Fact]
    public void Neither_is_one_of_another_encoding_or_one_without_lines()
    {
        foreach (var resume in new[] { false, true })
        {
            Refused([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"Time\":\"\n")], resume, "line 1");
            Refused([.. Enumerable.Repeat((byte)'x', 3_000_000)], resume, "line 1");
            Refused([.. Enumerable.Repeat((byte)'x', 3_000_000), (byte)'\n'], resume, "line 1");
        }
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{\"Time\":\"2026-03-01T12:00:00.000Z\"")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"ContactId\":\"c\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":7,\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"\\ud800\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Perhaps\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":1}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerDisconnect\":481}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"AgentIdle\":5.5}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"AgentDisconnect\":\"soon\"}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"AgentDisconnect\":true}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Failed\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":5,\"Attempts\":\"many\"}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Failed\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":5,\"Attempts\":99999999999}")]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"c\",\"CustomerIdle\":5} and more")]
    public void A_line_that_is_none_of_ours_is_told_by_its_number_and_nothing_is_mended_before(string line)
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;

        Refused(Encoding.UTF8.GetBytes(good + "\n" + line + "\n" + good), resume: true, "line 3");
        Refused(Encoding.UTF8.GetBytes(good + "\n" + line + "\n{\"Time\":\"20"), resume: true, "line 3");
        Refused([.. ByteOrderMark, .. Encoding.UTF8.GetBytes(good + line + "\n")], resume: true, "line 2");
    }

    [Theory]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"Endpoint\":\"ENDPOINT\",\"Region\":\"eu-west-2\",\"InstanceId\":\"i-1\",\"ContactId\":\"c-9\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Team\":{\"Name\":[\"ContactId\",{\"Status\":\"Failed\"}]},\"ContactId\":\"c-9\",\"InstanceId\":\"i-1\",\"Region\":\"eu-west-2\",\"CustomerIdle\":\"5\",\"Endpoint\":\"ENDPOINT\",\"Status\":\"Accepted\"}")]
    [InlineData("{\"Time\":\"x\", \"Status\": \"Accepted\", \"Endpoint\": \"ENDPOINT\", \"Region\": \"eu-west-2\", \"InstanceId\": \"i-1\", \"ContactId\": \"\\u0063-9\", \"CustomerIdle\": 5, \"AgentIdle\": null, \"Attempts\": null, \"ErrorId\": null}")]
    public void A_line_that_another_program_wrote_again_still_counts(string line)
    {
        _folder.Bytes = Encoding.UTF8.GetBytes(line.Replace("ENDPOINT", Endpoint, StringComparison.Ordinal) + "\n");

        Assert.True(_folder.WasAccepted(Config("c-9", 5)));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{\"Time\":\"x\"}")]
    [InlineData("x{\"Time\":\"")]
    [InlineData("\0\0{")]
    public void An_end_that_is_neither_whole_nor_torn_is_refused(string end)
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;

        Refused(Encoding.UTF8.GetBytes(good + end), resume: false, "last line");
        Refused(Encoding.UTF8.GetBytes(good + end), resume: true, "line 2");
    }

    [Fact]
    public void A_line_of_more_than_a_megabyte_is_refused_wherever_it_stands()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;
        var longest = good[..^2] + ",\"x\":\"" + new string('x', (1 << 20) - good.Length - 6) + "\"}";
        Assert.Equal(1 << 20, longest.Length);
        var tooLong = longest.Replace("\"}", "x\"}", StringComparison.Ordinal);

        _folder.Bytes = Encoding.UTF8.GetBytes(good + longest + "\n" + good + longest);
        _folder.Open(resume: true).Dispose();
        Refused(Encoding.UTF8.GetBytes(good + tooLong + "\n" + good), resume: true, "line 2");
        Refused(Encoding.UTF8.GetBytes(good + tooLong), resume: true, "last line");
        Refused(Encoding.UTF8.GetBytes(good + tooLong), resume: false, "last line");
    }

    [Fact]
    public void Without_resume_what_lies_between_the_first_line_and_the_last_is_not_looked_at()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        _folder.Bytes = Encoding.UTF8.GetBytes(_folder.Text + "hello\n");

        _folder.Open().Dispose();
    }

    private void Refused(byte[] bytes, bool resume, string place)
    {
        _folder.Bytes = bytes;
        var problem = Assert.Throws<RunFaultException>(() => _folder.Open(resume)).Problem;

        Assert.Equal(("NotAJournal", ProblemCategory.InvalidData), (problem.ErrorId, problem.Category));
        Assert.Contains($"'{_folder.Path}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"({place})", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-JournalPath", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(bytes, _folder.Bytes);
    }
}
