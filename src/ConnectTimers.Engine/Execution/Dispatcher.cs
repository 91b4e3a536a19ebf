using System.Threading.Channels;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// Takes configs from a queue and delivers them: several at once, but those of one contact one after the other, in the order in which
/// they came. Reports exactly one outcome for each config that it takes.
/// </summary>
/// <remarks>Runs on the scheduler that it is started on, one step at a time, so nothing is locked and no await leaves it.</remarks>
internal sealed class Dispatcher(
    IConnection connection, RateLimiterPartitions limiters, RunJournal? journal, RunState run, Action<Submission, ParticipantRoleOutcome, string?> report) : IDisposable
{
    private readonly Dictionary<(string Instance, string Contact), Queue<Submission>> _lines = [];
    private readonly Dictionary<string, RegionClient> _clients = [];
    private TaskCompletionSource? _freed;

    /// <summary>
    /// How many configs are taken from the queue at once: those in flight, and those that wait for their turn, for a retry or for
    /// another of the same contact.
    /// </summary>
    private int MostTaken => 4 * run.Limits.InFlight;

    /// <summary>Configs taken that have no outcome yet. Read from another thread.</summary>
    public int Taken { get; private set; }

    /// <summary>Runs until the queue is complete and empty, or the run ends before; what is still in the queue then stays there.</summary>
    public async Task RunAsync(ChannelReader<Submission> queue)
    {
        try
        {
            while (await queue.WaitToReadAsync(run.DrainToken))
            {
                while (Taken < MostTaken && queue.TryRead(out var submission))
                {
                    Take(submission);
                }

                await FreedAsync(MostTaken);
            }
        }
        catch (OperationCanceledException) when (run.DrainToken.IsCancellationRequested)
        {
            // Those already taken report for themselves, below.
        }

        await FreedAsync(1);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    // Waits until fewer than so many are taken.
    private async Task FreedAsync(int most)
    {
        while (Taken >= most)
        {
            _freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _freed.Task;
        }
    }

    private void Take(Submission submission)
    {
        Taken++;
        var contact = (submission.Config.InstanceId, submission.Config.ContactId);
        if (_lines.TryGetValue(contact, out var line))
        {
            line.Enqueue(submission);
            return;
        }

        _lines.Add(contact, line = new Queue<Submission>([submission]));
        _ = DeliverAsync(contact, line);
    }

    private async Task DeliverAsync((string Instance, string Contact) contact, Queue<Submission> line)
    {
        while (line.TryDequeue(out var submission))
        {
            try
            {
                var (outcome, endpoint) = await OutcomeAsync(submission.Config);
                report(submission, outcome, endpoint);
            }
            finally
            {
                Taken--;
                _freed?.TrySetResult();
            }
        }

        _lines.Remove(contact);
    }

    private async Task<(ParticipantRoleOutcome Outcome, string? Endpoint)> OutcomeAsync(ParticipantRoleConfig config)
    {
        string? endpoint = null;
        ParticipantRoleOutcome Ended(OutcomeStatus status, Problem problem) => new(config, status, problem);
        try
        {
            if (run.DrainToken.IsCancellationRequested)
            {
                return (Ended(OutcomeStatus.Cancelled, run.NotSent), null);
            }

            if ((config.Region ?? await connection.FindDefaultRegionAsync()) is not { } region)
            {
                return (Ended(OutcomeStatus.Failed, RunProblems.NoRegion()), null);
            }

            config = config.In(region);
            var client = ClientFor(region);
            endpoint = client.Service.Endpoint;
            return journal?.WasAccepted(config, endpoint) == true
                ? (Ended(OutcomeStatus.Skipped, RunProblems.AlreadyAccepted()), endpoint)
                : (await DeliverAsync(config, client), endpoint);
        }
        catch (RunFaultException e)
        {
            run.End(e.Problem);
            return (Ended(OutcomeStatus.Cancelled, run.NotSent), endpoint);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One outcome for each config holds even for what nobody foresaw.
            return (Ended(OutcomeStatus.Failed, RunProblems.Unexpected(e)), endpoint);
        }
    }

    private async Task<ParticipantRoleOutcome> DeliverAsync(ParticipantRoleConfig config, RegionClient client)
    {
        var result = await new RetryingCall(Operation.UpdateParticipantRoleConfig, token => client.Service.UpdateParticipantRoleConfigAsync(config, token),
            (config.InstanceId, config.ContactId), client, run).SendAsync();
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
            var service = connection.In(region);
            _clients.Add(region, client = new RegionClient(service, limiters.Of(Operation.UpdateParticipantRoleConfig, region, service.Endpoint), run.Limits));
        }

        return client;
    }
}
