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
/// Takes configs from a queue and sends them: several contacts at once, the configs of one contact one after the other in their order. Reports exactly
/// one outcome for each config taken.
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
    private readonly Dictionary<ContactKey, Queue<Submission>> _contacts = [];
    private readonly Dictionary<string, RegionClient> _clients = [];
    private TaskCompletionSource? _freed;

    /// <summary>
    /// The most configs taken from the queue at once: in flight, waiting for the rate limiter, for a retry, or for another config of the same contact.
    /// </summary>
    private int MaxTaken => 4 * run.Limits.Rate.MaxInFlight;

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
                    Take(submission);
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
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    // Ends when the next config has its outcome.
    private Task NextFreed() => (_freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Take(Submission submission)
    {
        Taken++;
        var contact = new ContactKey(submission.Config.InstanceId, submission.Config.ContactId);
        if (_contacts.TryGetValue(contact, out var queue))
        {
            queue.Enqueue(submission);
            return;
        }

        _contacts.Add(contact, queue = new Queue<Submission>([submission]));
        _ = SendAllAsync(contact, queue);
    }

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private async Task SendAllAsync(ContactKey contact, Queue<Submission> queue)
    {
        while (queue.TryDequeue(out var submission))
        {
            try
            {
                var (outcome, endpoint) = await ProcessAsync(submission.Config, submission.Receipt);
                report(submission, outcome, endpoint);
            }
            finally
            {
                Taken--;
                _freed?.TrySetResult();
            }
        }

        _contacts.Remove(contact);
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<Processed> ProcessAsync(ParticipantRoleConfig config, ChatReceipt? receipt)
    {
        string? endpoint = null;
        Processed NotSent(OutcomeStatus status, Problem problem) => new(new ParticipantRoleOutcome(config, status, problem), endpoint);
        try
        {
            if (run.DrainToken.IsCancellationRequested)
            {
                return NotSent(OutcomeStatus.Cancelled, run.NotSent);
            }

            if ((config.Region ?? await connection.FindDefaultRegionAsync()) is not { } region)
            {
                return NotSent(OutcomeStatus.Failed, RunProblems.NoRegion());
            }

            config = config.In(region);
            var client = ClientFor(region);
            endpoint = client.Service.Endpoint;
            if (journal?.WasAccepted(config, endpoint) == true)
            {
                return NotSent(OutcomeStatus.Skipped, RunProblems.AlreadyAccepted());
            }

            var isAnnounced = journal is null;
            var call = new RetryingCall(client, token =>
            {
                if (!isAnnounced)
                {
                    isAnnounced = true;
                    journal!.WriteSending(config, client.Service.Endpoint);
                }

                return client.Service.UpdateParticipantRoleConfigAsync(config, token);
            }, (config.InstanceId, config.ContactId), run, receipt);
            return new Processed(Outcome(config, await call.SendAsync()), endpoint);
        }
        catch (RunFaultException e)
        {
            run.Fail(e.Problem);
            return NotSent(OutcomeStatus.Cancelled, run.NotSent);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every config gets exactly one outcome, even after an unexpected exception.
            return NotSent(OutcomeStatus.Failed, e.ToUnexpectedProblem());
        }
    }

    private static ParticipantRoleOutcome Outcome(ParticipantRoleConfig config, CallResult result)
    {
        var status = result.Withdrawal is { } withdrawal ? withdrawal.Status : result.Answer is null ? OutcomeStatus.Cancelled : result.IsAccepted ? OutcomeStatus.Accepted : OutcomeStatus.Failed;
        return new ParticipantRoleOutcome(config, status, result.Problem)
        {
            Attempts = result.Attempts,
            SentAt = result.SentAt,
            LatencyMs = result.LatencyMs,
            RequestId = result.RequestId,
        };
    }

    private RegionClient ClientFor(string region)
    {
        if (!_clients.TryGetValue(region, out var client))
        {
            client = new RegionClient(connection, limiters, Operation.UpdateParticipantRoleConfig, region, run.Limits);
            _clients.Add(region, client);
        }

        return client;
    }

    // Classes, as Submission is.
    private sealed record ContactKey(string Instance, string Contact);

    private sealed record Processed(ParticipantRoleOutcome Outcome, string? Endpoint);
}
