using System.Text;
using System.Text.Json;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>Tests of opening a journal: repair of its end, files that are not journals.</summary>
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
    public void A_torn_line_is_removed_and_complete_lines_are_kept_wherever_it_was_torn(bool resume, int zeros)
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
            Assert.Equal(ends.Count(e => e <= cut) + 2, lines.Length); // the line just written, and the empty string after its LF
            Assert.Equal("", lines[^1]);
            Assert.All(lines[..^1], line => JsonDocument.Parse(line).Dispose());
            Assert.StartsWith(Encoding.UTF8.GetString(whole, 0, ends.FindLast(e => e <= cut)), _folder.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_complete_line_without_LF_counts_and_gets_its_LF()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var whole = _folder.Bytes;
        _folder.Bytes = whole[..^1];

        _folder.Open().Dispose();

        Assert.Equal(whole, _folder.Bytes);
    }

    [Fact]
    public void A_file_of_zeros_left_by_a_power_failure_is_replaced()
    {
        _folder.Bytes = new byte[5000];
        _folder.Write(Accepted(Config("c-1", 5)));

        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
        Assert.StartsWith("{", _folder.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_order_mark_blank_lines_and_carriage_returns_are_accepted(bool resume)
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
    [InlineData("{\"Time\":\"2026-03-01T12:00:00.000Z\"}")] // complete, but not a line of a journal
    [InlineData("\ufeff{\"Time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("\ufeffContactId\n")]
    [InlineData("{\"Tim\n")]
    [InlineData("ContactId\n{\"Ti")] // more than a torn line
    [InlineData("ContactId\n\0")]
    public void A_file_that_is_not_a_journal_is_rejected_and_left_unchanged(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.All([false, true], resume => AssertRejected(bytes, resume, "line 1"));
    }

    [Fact]
    public void A_file_in_another_encoding_or_without_lines_is_rejected_and_left_unchanged()
    {
        foreach (var resume in new[] { false, true })
        {
            AssertRejected([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"Time\":\"\n")], resume, "line 1");
            AssertRejected([.. Enumerable.Repeat((byte)'x', 3_000_000)], resume, "line 1");
            AssertRejected([.. Enumerable.Repeat((byte)'x', 3_000_000), (byte)'\n'], resume, "line 1");
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
    public void An_invalid_line_is_reported_by_its_number_before_anything_is_repaired(string line)
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;

        AssertRejected(Encoding.UTF8.GetBytes(good + "\n" + line + "\n" + good), resume: true, "line 3");
        AssertRejected(Encoding.UTF8.GetBytes(good + "\n" + line + "\n{\"Time\":\"20"), resume: true, "line 3");
        AssertRejected([.. ByteOrderMark, .. Encoding.UTF8.GetBytes(good + line + "\n")], resume: true, "line 2");
    }

    [Theory]
    [InlineData("{\"Time\":\"x\",\"Status\":\"Accepted\",\"Endpoint\":\"ENDPOINT\",\"Region\":\"eu-west-2\",\"InstanceId\":\"i-1\",\"ContactId\":\"c-9\",\"CustomerIdle\":5}")]
    [InlineData("{\"Time\":\"x\",\"Team\":{\"Name\":[\"ContactId\",{\"Status\":\"Failed\"}]},\"ContactId\":\"c-9\",\"InstanceId\":\"i-1\",\"Region\":\"eu-west-2\",\"CustomerIdle\":\"5\",\"Endpoint\":\"ENDPOINT\",\"Status\":\"Accepted\"}")]
    [InlineData("{\"Time\":\"x\", \"Status\": \"Accepted\", \"Endpoint\": \"ENDPOINT\", \"Region\": \"eu-west-2\", \"InstanceId\": \"i-1\", \"ContactId\": \"\\u0063-9\", \"CustomerIdle\": 5, \"AgentIdle\": null, \"Attempts\": null, \"ErrorId\": null}")]
    public void A_line_rewritten_by_another_program_counts(string line)
    {
        _folder.Bytes = Encoding.UTF8.GetBytes(line.Replace("ENDPOINT", Endpoint, StringComparison.Ordinal) + "\n");

        Assert.True(_folder.WasAccepted(Config("c-9", 5)));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{\"Time\":\"x\"}")]
    [InlineData("x{\"Time\":\"")]
    [InlineData("\0\0{")]
    public void An_end_that_is_neither_complete_nor_torn_is_rejected(string end)
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;

        AssertRejected(Encoding.UTF8.GetBytes(good + end), resume: false, "last line");
        AssertRejected(Encoding.UTF8.GetBytes(good + end), resume: true, "line 2");
    }

    [Fact]
    public void A_line_longer_than_a_megabyte_is_rejected_at_any_position()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var good = _folder.Text;
        var longest = good[..^2] + ",\"x\":\"" + new string('x', (1 << 20) - good.Length - 6) + "\"}";
        Assert.Equal(1 << 20, longest.Length);
        var tooLong = longest.Replace("\"}", "x\"}", StringComparison.Ordinal);

        _folder.Bytes = Encoding.UTF8.GetBytes(good + longest + "\n" + good + longest);
        _folder.Open(resume: true).Dispose();
        AssertRejected(Encoding.UTF8.GetBytes(good + tooLong + "\n" + good), resume: true, "line 2");
        AssertRejected(Encoding.UTF8.GetBytes(good + tooLong), resume: true, "last line");
        AssertRejected(Encoding.UTF8.GetBytes(good + tooLong), resume: false, "last line");
    }

    [Fact]
    public void Without_Resume_only_the_first_and_the_last_line_are_checked()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        _folder.Bytes = Encoding.UTF8.GetBytes(_folder.Text + "hello\n");

        _folder.Open().Dispose();
    }

    private void AssertRejected(byte[] bytes, bool resume, string place)
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
