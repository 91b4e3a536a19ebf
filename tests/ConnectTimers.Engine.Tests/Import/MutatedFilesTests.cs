using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of files with random changes: 50,000 of them, or a million with CONNECTTIMERS_LONG=1.</summary>
public class MutatedFilesTests
{
    private const int Seed = 20260302;

    private static readonly int Files = LongTests.Size(usual: 50_000, whenLong: 1_000_000);

    private static readonly (string Name, byte[] Bytes)[] Corpus =
    [
        ("a.csv", "InstanceId,ContactId,CustomerIdle,Notes\r\ni-1,c-1,5,\"a, \"\"b\"\"\nc\"\r\ni-1,c-2,Unset,\r\n"u8.ToArray()),
        ("a.txt", "sep=;\nContactId;Role;Type;Minutes\nc-1;Agent;Idle;5\n\nc-1;Customer; \"Idle\" ;7\n"u8.ToArray()),
        ("a.tsv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("ContactId\tAgentIdle\nc-ü\t5\n😀\t6\n")]),
        ("a.json", """[{"ContactId":"c-1","CustomerIdle":5,"x":{"y":[1,2]}}, [{"ContactId":"\u00fc","AgentIdle":1e1}],{}]"""u8.ToArray()),
        ("b.json", """{"ContactId":"c","ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"AGENT","TimerValue":{"ParticipantTimerAction":"Unset"}},{"TimerType":"IDLE"}]}}}"""u8.ToArray()),
        ("e.jsonl", Encoding.UTF8.GetBytes(SampleEvents.EventBridge() + "\n" + SampleEvents.Flow("""{"CustomerIdle":"5"}""") + "\n")),
        ("e.json", Encoding.UTF8.GetBytes(SampleEvents.Batch(SampleEvents.EventBridge(), SampleEvents.EventBridge("DISCONNECTED")))),
        ("a.jsonl", "{\"ContactId\":\"c-1\",\"AgentIdle\":5}\n\n{\"ContactId\":\"\\ud83d\\ude00\",\"b\":null}\n{\"ContactId\":\"c-3\"}"u8.ToArray()),
    ];

    // Characters that are most likely to have a meaning in a wrong place.
    private static readonly byte[] Telling = [.. "\"\",;\t|\r\n\\{}[]:/'eE-u0 "u8, 0x00, 0xEF, 0xFE, 0xFF, 0xC3, 0x80];

    [Fact]
    public void Any_bytes_give_rows_or_problems()
    {
        var dice = new Random(Seed);
        for (var i = 0; i < Files; i++)
        {
            var (name, whole) = Corpus[dice.Next(Corpus.Length)];
            var bytes = new List<byte>(whole);
            for (var changes = dice.Next(1, 5); changes > 0; changes--)
            {
                Change(bytes, dice);
            }

            AssertRows(name, [.. bytes], i);
        }
    }

    private static void AssertRows(string name, byte[] bytes, int number)
    {
        var (count, hasEnded) = (0, false);
        foreach (var row in FileReader.Read(() => new MemoryStream(bytes), new FileSettings(name), CancellationToken.None))
        {
            Assert.False(hasEnded, $"File {number}: a row behind the file's own problem.");
            Assert.True(row.Problem?.ErrorId != "Unexpected", $"File {number}: {row.Problem?.Message}");
            Assert.InRange((row as FileRow)?.Line ?? 1, 1, bytes.Length + 1);
            hasEnded = row is FileProblem;
            count++;
        }

        Assert.InRange(count, 1, bytes.Length + 1);
    }

    private static void Change(List<byte> bytes, Random dice)
    {
        var index = dice.Next(bytes.Count + 1);
        var value = dice.Next(2) == 0 ? Telling[dice.Next(Telling.Length)] : (byte)dice.Next(256);
        switch (dice.Next(index < bytes.Count ? 5 : 1))
        {
            case 0:
                bytes.Insert(index, value);
                break;
            case 1:
                bytes.RemoveAt(index);
                break;
            case 2:
                bytes[index] = value;
                break;
            case 3:
                bytes.InsertRange(index, bytes.GetRange(index, dice.Next(bytes.Count - index)));
                break;
            default:
                bytes.RemoveRange(index, dice.Next(4) == 0 ? bytes.Count - index : Math.Min(dice.Next(8), bytes.Count - index));
                break;
        }
    }
}
