using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>A submitted config, with the additional columns for the journal and what is settled with its outcome.</summary>
/// <remarks>A class: queues and tasks of a struct are compiled in the first call of every process, those of classes already exist.</remarks>
internal sealed record Submission(ParticipantRoleConfig Config, IReadOnlyList<KeyValuePair<string, string?>> Notes, ChatReceipt? Receipt = null);

/// <summary>
/// Takes configs from a queue and hands them to the queues of their accounts and Regions, which send them at the same time. Reports exactly one outcome for
/// each config taken.
/// </summary>
/// <param name="connection">The credentials and the clients of the Regions.</param>
/// <param name="limiters">The rate limiters of the process.</param>
/// <param name="journal">What earlier runs set; null without a journal.</param>
/// <param name="run">The run's shared state.</param>
/// <param name="report">Receives each outcome, with the endpoint of its call; the endpoint is null if it was never determined.</param>
/// <remarks>Not thread-safe: every await returns to the engine's scheduler.</remarks>
internal sealed class Dispatcher(
    IConnection connection, RateLimiterPartitions limiters, RunJournal? journal, RunState run, Action<Submission, ParticipantRoleOutcome, string?> report) : IDisposable
{
    /// <summary>
    /// The most configs held for many accounts: a file that is sorted by account must be read far ahead to keep them all busy. About 100 MB.
    /// </summary>
    private const int MaxTakenOfAccounts = 200_000;

    // A role is assumed in so many accounts at once; STS permits far more, but every request needs a connection.
    private const int MaxOpening = 64;

    private readonly Dictionary<QueueKey, AccountQueue> _queues = [];
    private readonly Queue<TaskCompletionSource> _waitingToOpen = [];
    private int _opening;
    private TaskCompletionSource? _freed;

    /// <summary>The most configs taken at once. With one account nothing is gained by reading ahead of what can be sent.</summary>
    private int MaxTaken => connection.IsPerAccount ? MaxTakenOfAccounts : 4 * run.Limits.Rate.MaxInFlight;

    /// <summary>Configs taken without an outcome yet. Read from another thread.</summary>
    public int Taken { get; private set; }

    /// <summary>Runs until the queue is complete and empty, or until the run ends early; the rest then stays in the queue.</summary>
    [AsyncMethodBuilder(typeof(CompiledAhead))]
    public async Task RunAsync(ChannelReader<Submission> queue)
    {
        try
        {
            while (await queue.WaitToReadAsync(run.DrainToken))
            {
                while (Taken < MaxTaken && queue.TryRead(out var submission))
                {
                    Taken++;
                    await TakeAsync(submission);
                }

                while (Taken >= MaxTaken)
                {
                    await NextFreed();
                }
            }
        }
        catch (OperationCanceledException) when (run.DrainToken.IsCancellationRequested)
        {
            // The configs already taken report their own outcomes, awaited below.
        }

        while (Taken > 0)
        {
            await NextFreed();
        }
    }

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    // Ends when the next config has its outcome.
    private Task NextFreed() => (_freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private async Task TakeAsync(Submission submission)
    {
        try
        {
            if ((submission.Config.Region ?? await connection.FindDefaultRegionAsync()) is { } region)
            {
                QueueOf(region, connection.IsPerAccount ? submission.Config.GetContact().Account : null).Add(submission);
                return;
            }

            Report(submission, new ParticipantRoleOutcome(submission.Config, OutcomeStatus.Failed, RunProblems.NoRegion()), null);
        }
        catch (RunFaultException e)
        {
            run.Fail(e.Problem);
            Report(submission, new ParticipantRoleOutcome(submission.Config, OutcomeStatus.Cancelled, run.NotSent), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(submission, new ParticipantRoleOutcome(submission.Config, OutcomeStatus.Failed, e.ToUnexpectedProblem()), null);
        }
    }

    private void Report(Submission submission, ParticipantRoleOutcome outcome, string? endpoint)
    {
        try
        {
            report(submission, outcome, endpoint);
        }
        finally
        {
            Taken--;
            _freed?.TrySetResult();
        }
    }

    private AccountQueue QueueOf(string region, string? account)
    {
        var key = new QueueKey(region, account);
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues.Add(key, queue = new AccountQueue(region, () => OpenAsync(region, account), limiters, journal, run, Report));
        }

        return queue;
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<RegionClient> OpenAsync(string region, string? account)
    {
        if (_opening < MaxOpening)
        {
            _opening++;
        }
        else
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waitingToOpen.Enqueue(turn);
            await turn.Task;
        }

        try
        {
            // The wait needs no token: when the run stops, the accounts that are opening end and pass their turns on.
            run.DrainToken.ThrowIfCancellationRequested();
            return await RegionClient.OpenOnceAsync(connection, limiters, Operation.UpdateParticipantRoleConfig, region, account, run);
        }
        finally
        {
            if (_waitingToOpen.TryDequeue(out var next))
            {
                next.SetResult();
            }
            else
            {
                _opening--;
            }
        }
    }

    // A class, for the same reason as Submission.
    private sealed record QueueKey(string Region, string? Account);
}
