using ConnectTimers.Pipeline;

namespace ConnectTimers.Engine.Tests.Input;

public sealed class ReadAheadTests
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Every_element_comes_in_its_order(int count) => Assert.Equal(Enumerable.Range(0, count), ReadAhead.Of(Enumerable.Range(0, count)));

    [Fact]
    public void The_first_element_does_not_wait_for_the_second()
    {
        using var isRead = new ManualResetEventSlim();
        IEnumerable<int> Source()
        {
            yield return 1;
            Assert.True(isRead.Wait(WaitLimit));
            yield return 2;
        }

        using var elements = ReadAhead.Of(Source()).GetEnumerator();

        Assert.True(elements.MoveNext());
        isRead.Set();
        Assert.True(elements.MoveNext());
        Assert.False(elements.MoveNext());
    }

    [Fact]
    public void What_the_source_throws_comes_after_the_elements_before_it()
    {
        static IEnumerable<int> Source()
        {
            yield return 1;
            yield return 2;
            yield return 3;
            throw new InvalidOperationException("four");
        }

        var elements = new List<int>();

        Assert.Equal("four", Assert.Throws<InvalidOperationException>(() => elements.AddRange(ReadAhead.Of(Source()).Select(e => e))).Message);
        Assert.Equal([1, 2, 3], elements);
    }

    [Fact]
    public void A_reader_that_leaves_ends_the_source_which_was_never_far_ahead()
    {
        using var isEnded = new ManualResetEventSlim();
        var read = 0;
        IEnumerable<int> Source()
        {
            try
            {
                while (true)
                {
                    yield return read++;
                }
            }
            finally
            {
                isEnded.Set();
            }
        }

        Assert.Equal([0, 1, 2], ReadAhead.Of(Source()).Take(3));

        Assert.True(isEnded.Wait(WaitLimit));
        Assert.InRange(read, 3, 2000);
    }
}
