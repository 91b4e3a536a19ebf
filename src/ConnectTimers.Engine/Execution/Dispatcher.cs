using System.Threading.Channels;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>A submitted config, with the additional columns for the journal.</summary>
/// <remarks>A class: queues and tasks of a struct are compiled in the first call of every process, those of classes already exist.</remarks>
internal sealed record Submission(ParticipantRoleConfig Config, IReadOnlyList<KeyValuePair<string, string?>> Notes);

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
    private readonly Dictionary<(string Instance, string Contact), Queue<Submission>> _contacts = [];
    private readonly Dictionary<string, RegionClient> _clients = [];
    private TaskCompletionSource? _freed;

    /// <summary>
    /// The most configs taken from the queue at once: in flight, waiting for the rate limiter, for a retry, or for another config of the same contact.
    /// </summary>
    private int MaxTaken => 4 * run.Limits.Rate.MaxInFlight;

    /// <summary>Configs taken without an outcome yet. Read from another thread.</summary>
    public int Taken { get; private set; }

    /// <summary>Runs until the queue is complete and empty, or until the run ends early; the rest then stays in the queue.</summary>
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

                await WaitUntilBelowAsync(MaxTaken);
            }
        }
        catch (OperationCanceledException) when (run.DrainToken.IsCancellationRequested)
        {
            // The configs already taken report their own outcomes, awaited below.
        }

        await WaitUntilBelowAsync(1);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private async Task WaitUntilBelowAsync(int count)
    {
        while (Taken >= count)
        {
            _freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _freed.Task;
        }
    }

    private void Take(Submission submission)
    {
        Taken++;
        var contact = (submission.Config.InstanceId, submission.Config.ContactId);
        if (_contacts.TryGetValue(contact, out var queue))
        {
            queue.Enqueue(submission);
            return;
        }

        _contacts.Add(contact, queue = new Queue<Submission>([submission]));
        _ = SendAllAsync(contact, queue);
    }

    private async Task SendAllAsync((string Instance, string Contact) contact, Queue<Submission> queue)
    {
        while (queue.TryDequeue(out var submission))
        {
            try
            {
                var (outcome, endpoint) = await ProcessAsync(submission.Config);
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

    private async Task<(ParticipantRoleOutcome Outcome, string? Endpoint)> ProcessAsync(ParticipantRoleConfig config)
    {
        string? endpoint = null;
        ParticipantRoleOutcome Outcome(OutcomeStatus status, Problem problem) => new(config, status, problem);
        try
        {
            if (run.DrainToken.IsCancellationRequested)
            {
                return (Outcome(OutcomeStatus.Cancelled, run.NotSent), null);
            }

            if ((config.Region ?? await connection.FindDefaultRegionAsync()) is not { } region)
            {
                return (Outcome(OutcomeStatus.Failed, RunProblems.NoRegion()), null);
            }

            config = config.In(region);
            var client = ClientFor(region);
            endpoint = client.Service.Endpoint;
            return journal?.WasAccepted(config, endpoint) == true
                ? (Outcome(OutcomeStatus.Skipped, RunProblems.AlreadyAccepted()), endpoint)
                : (await SendAsync(config, client), endpoint);
        }
        catch (RunFaultException e)
        {
            run.Fail(e.Problem);
            return (Outcome(OutcomeStatus.Cancelled, run.NotSent), endpoint);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every config gets exactly one outcome, even after an unexpected exception.
            return (Outcome(OutcomeStatus.Failed, e.ToUnexpectedProblem()), endpoint);
        }
    }

    private async Task<ParticipantRoleOutcome> SendAsync(ParticipantRoleConfig config, RegionClient client)
    {
        var call = new RetryingCall(
            client, token => client.Service.UpdateParticipantRoleConfigAsync(config, token), (config.InstanceId, config.ContactId), run);
        var result = await call.SendAsync();
        var status = result.Answer is null ? OutcomeStatus.Cancelled : result.IsAccepted ? OutcomeStatus.Accepted : OutcomeStatus.Failed;
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
}
