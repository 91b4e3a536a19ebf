using System.Collections.Concurrent;

namespace ConnectTimers.Pipeline;

/// <summary>Enumerates a sequence on another thread, a little ahead of its reader: a file is read and checked while the pipeline uses its rows.</summary>
internal static class ReadAhead
{
    // These bound the memory, and rows that wait for long survive a garbage collection, which costs more than waiting does. The first batches are short,
    // so that the first rows come at once.
    private const int MostInBatch = 24;
    private const int Batches = 4;

    // How long the reader waits for the thread to end: a read from a network drive may hang.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Returns the elements in order. If the sequence throws, the exception reaches the reader after the elements before it.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        var batches = new BlockingCollection<List<T>>(Batches);
        var stop = new CancellationTokenSource();
        var reading = Task.Run(() => Read(source, batches, stop.Token));
        try
        {
            foreach (var batch in batches.GetConsumingEnumerable())
            {
                foreach (var element in batch)
                {
                    yield return element;
                }
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne(StopTimeout);
        }
    }

    private static void Read<T>(IEnumerable<T> source, BlockingCollection<List<T>> batches, CancellationToken stopToken)
    {
        var batch = new List<T>();
        var length = 1;
        try
        {
            foreach (var element in source)
            {
                batch.Add(element);
                if (batch.Count == length)
                {
                    batches.Add(batch, stopToken);
                    length = Math.Min(2 * length, MostInBatch);
                    batch = new List<T>(length);
                }
            }
        }
        finally
        {
            try
            {
                batches.Add(batch, stopToken);
            }
            catch (OperationCanceledException)
            {
                // The reader has left.
            }

            batches.CompleteAdding();
        }
    }
}
