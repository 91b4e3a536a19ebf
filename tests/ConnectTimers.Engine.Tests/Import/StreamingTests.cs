using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;
using ConnectTimers.Engine.Tests.Aws;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests that the memory of reading does not depend on the length of the file.</summary>
[Collection(nameof(OneAtATime))] // memory is measured for the whole process
public class StreamingTests
{
    private const int Rows = 300_000;

    [Theory]
    [InlineData("chats.csv", "InstanceId,ContactId,CustomerIdle,Notes\n", "i-1,c-{0},5,\"a \"\"quoted\"\" note\"\n")]
    [InlineData("chats.json", "[", "{{\"InstanceId\":\"i-1\",\"ContactId\":\"c-{0}\",\"CustomerIdle\":5}},\n")]
    [InlineData("chats.jsonl", "", "{{\"InstanceId\":\"i-1\",\"ContactId\":\"c-{0}\",\"CustomerIdle\":5}}\n")]
    public void Memory_does_not_grow_with_the_number_of_rows(string name, string begin, string row)
    {
        var (early, late, count) = (0L, 0L, 0);
        foreach (var read in FileReader.Read(() => new GeneratedStream(begin, row, Rows), new FileSettings(name), CancellationToken.None))
        {
            count++;
            early = count == Rows / 10 ? GC.GetTotalMemory(forceFullCollection: true) : early;
            late = count == Rows ? GC.GetTotalMemory(forceFullCollection: true) : late;
        }

        Assert.Equal(Rows + (name == "chats.json" ? 1 : 0), count); // the array is never closed
        // Nine tenths of the rows would be some 50 MB; the rest is noise of the test process.
        Assert.InRange(late - early, long.MinValue, 5_000_000);
    }
}
