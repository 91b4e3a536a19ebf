using System.Text;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Report;
using ConnectTimers.Tests.Support;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>
/// Journals with a line that something has changed: -Resume, the history and the report end with a problem or go on, never with an exception, and no
/// other line is lost. 1,000 journals; set CONNECTTIMERS_LONG=1 for 300,000.
/// </summary>
public sealed class MutatedJournalsTests : IDisposable
{
    private static readonly int Journals = LongTests.Size(usual: 1_000, whenLong: 300_000);

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_changed_line_costs_that_line_only_and_is_mentioned()
    {
        byte[][] lines = [.. Original().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];
        for (var seed = 0; seed < Journals; seed++)
        {
            var dice = new Random(seed);
            var changed = dice.Next(lines.Length);
            _folder.Bytes = [.. lines.Index().SelectMany(l => (byte[])[.. l.Index == changed ? Mutate(l.Item, dice) : l.Item, (byte)'\n'])];
            var before = _folder.Bytes;

            var reader = new JournalFileReader(_folder.Path);
            var read = reader.ReadHistory(default).Select(e => e.ContactId).ToHashSet();
            Assert.Null(reader.Problem);
            Assert.True(Enumerable.Range(0, lines.Length).Where(i => i != changed && i > 0).All(i => read.Contains($"c-{i}")), $"seed {seed}");
            var report = new RunReport(_folder.Clock, dice);
            Assert.Null(report.AddJournal(_folder.Path, default));
            Assert.Equal(reader.LeftOut is null, report.LeftOut.Count == 0);
            Resume(before, seed);
        }
    }

    // Ends with a problem that leaves the file as it is, or has every line.
    private void Resume(byte[] before, int seed)
    {
        try
        {
            using var journal = _folder.Open(resume: true);
        }
        catch (RunFaultException e)
        {
            Assert.Equal("NotAJournal", e.Problem.ErrorId);
            Assert.True(before.AsSpan().SequenceEqual(_folder.Bytes), $"seed {seed}");
        }
    }

    private string Original()
    {
        using (var journal = _folder.Open())
        {
            journal.Describe(new JournalRun("run-1") { User = "ops", Source = "/data/größe.csv" });
            journal.Write(Accepted(Config("c-1", 5)), Endpoint, [new("Queue", "Billing 😀")]);
            journal.Write(Failed(Config("c-2", 5, 10, 0)), Endpoint, []);
            journal.Write(Cancelled(Config("c-3", null, null, 7), attempts: 0), Endpoint, []);
            journal.Write(Accepted(Config("c-4", 0)), Endpoint, []);
        }

        return _folder.Text;
    }

    private static byte[] Mutate(byte[] line, Random dice)
    {
        var bytes = line.ToList();
        for (var i = dice.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            var at = dice.Next(bytes.Count);
            switch (dice.Next(6))
            {
                case 0:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, dice.Next(1, bytes.Count - at + 1));
                    break;
                case 2:
                    bytes.Insert(at, (byte)"\n\0{}[]\",:\\\u007f"[dice.Next(11)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, dice.Next(1, bytes.Count - at + 1)));
                    break;
                case 4:
                    bytes.InsertRange(at, "\\ud800"u8.ToArray());
                    break;
                default:
                    bytes.InsertRange(at, "99999999999999999999"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
