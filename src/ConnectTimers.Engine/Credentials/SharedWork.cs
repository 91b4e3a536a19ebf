using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Work that callers share: started by the first caller, and cancelled when the last waiting caller has cancelled.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
internal sealed class SharedWork<T>
{
    private readonly object _lock = new();
    private Attempt? _current;

    /// <summary>Joins the running work, or starts it.</summary>
    /// <param name="work">The work; not started if it is already running.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public async Task<T> JoinAsync(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Attempt attempt;
        lock (_lock)
        {
            if (_current is null || _current.Task.IsCompleted || _current.Waiting == 0)
            {
                _current = new Attempt(work);
            }

            attempt = _current;
            attempt.Waiting++;
        }

        try
        {
            return await attempt.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (--attempt.Waiting == 0 && !attempt.Task.IsCompleted)
                {
                    attempt.Cancel();
                }
            }
        }
    }

#pragma warning disable CA1001 // a source without a timer holds nothing that has to be released
    private sealed class Attempt
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _givenUp = new();

        public Attempt(Func<CancellationToken, Task<T>> work) => Task = System.Threading.Tasks.Task.Run(() => work(_givenUp.Token));

        public Task<T> Task { get; }

        public int Waiting { get; set; }

        // Not awaited: the cancelled work may take a while to end.
        public void Cancel() => _ = _givenUp.CancelAsync();
    }
}
