namespace ConnectTimers.Bench.Processes;

/// <summary>The bench, as a child sees it: it says go through the child's input, and is gone when that closes.</summary>
internal static class Parent
{
    public const string Go = "go";

    /// <summary>Listens from now on, on a thread of its own: one of the pool's would be missing in the measurement.</summary>
    /// <param name="gone">Called when the parent closes the input or is no more.</param>
    /// <returns>Ends when the parent says go.</returns>
    public static Task Listen(Action gone)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            using var input = new StreamReader(Console.OpenStandardInput());
            while (input.ReadLine() is { } line)
            {
                if (line == Go)
                {
                    go.TrySetResult();
                }
            }

            gone();
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return go.Task;
    }

    /// <summary>A line that <c>Child.ExpectAsync</c> waits for.</summary>
    public static void Say<T>(string mark, T value)
    {
        Console.WriteLine($"{mark} {Wire.Write(value)}");
        Console.Out.Flush();
    }
}
