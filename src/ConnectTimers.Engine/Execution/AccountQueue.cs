using System.Runtime.CompilerServices;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// The configs of one run for one Region, and where each account has its own credentials for one account, in the order of their arrival: several contacts are
/// sent at once, the configs of one contact one after the other. A queue that waits for its credentials, its quota or its service holds up no other.
/// </summary>
/// <param name="region">The Region's code.</param>
/// <param name="open">Opens the client; called once, or again while failures are transient.</param>
/// <param name="limiters">The rate limiters of the process.</param>
/// <param name="journal">What earlier runs set; null without a journal.</param>
/// <param name="run">The run's shared state.</param>
/// <param name="report">Receives each outcome, with the endpoint of its call; the endpoint is null if it was never determined.</param>
/// <remarks>Not thread-safe: every await returns to the engine's scheduler.</remarks>
internal sealed class AccountQueue(
    string region, Func<Task<RegionClient>> open, RateLimiterPartitions limiters, RunJournal? journal, RunState run, Action<Submission, ParticipantRoleOutcome, string?> report) : IDisposable
{
    private readonly Queue<Submission> _waiting = [];
    private readonly Dictionary<ContactKey, Queue<Submission>> _contacts = []; // those with a call under way, and what waits for its end
    private RegionClient? _client;
    private InstanceAliases? _aliases;
    private Problem? _fault; // why there is no client
    private bool _isOpening;
    private bool _isPumping;
    private bool _isDisposed;

    /// <summary>Contacts with a call under way: in flight, or waiting for the rate limiter or for a retry.</summary>
    private int MaxContacts => 4 * run.Limits.Rate.MaxInFlight;

    private bool IsOpen => _client is not null || _fault is not null || run.DrainToken.IsCancellationRequested;

    // No more calls wait for the rate limiter than it can grant at once. Those that wait for a retry are not in the way of others.
    private bool HasRoom => _client is not { IsEnded: false } client || run.DrainToken.IsCancellationRequested
        || (_contacts.Count < MaxContacts && client.Queue.WaitingCount < client.Limiter.Window);

    /// <summary>Adds a config.</summary>
    public void Add(Submission submission)
    {
        _waiting.Enqueue(submission);
        if (!_isOpening)
        {
            _isOpening = true;
            _ = OpenAsync();
        }

        Pump();
    }

    public void Dispose()
    {
        _isDisposed = true;
        _client?.Dispose();
    }

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private async Task OpenAsync()
    {
        try
        {
            _client = await RegionClient.OpenWithRetriesAsync(open, run);
            _client.Granted = Pump;
            _aliases = new InstanceAliases(_client, limiters, region, run);
            if (_isDisposed)
            {
                _client.Dispose(); // the run ended meanwhile
            }
        }
        catch (AccountFaultException e)
        {
            _fault = e.Problem;
        }
        catch (RunFaultException e)
        {
            run.Fail(e.Problem);
        }
        catch (OperationCanceledException) when (run.DrainToken.IsCancellationRequested)
        {
            // The configs are reported as not sent.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _fault = e.ToUnexpectedProblem();
        }

        Pump();
    }

    private void Pump()
    {
        if (_isPumping || !IsOpen)
        {
            return; // a call that ends at once continues the loop that began it
        }

        _isPumping = true;

        // A chat that may be withdrawn waits in its call, which ends as soon as it is.
        while (_waiting.TryPeek(out var next) && (next.Receipt is not null || HasRoom))
        {
            Begin(_waiting.Dequeue());
        }

        _isPumping = false;
    }

    private void Begin(Submission submission)
    {
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
            var outcome = await ProcessAsync(submission);
            report(submission, outcome, _client?.Service.Endpoint);
        }

        _contacts.Remove(contact);
        Pump();
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<ParticipantRoleOutcome> ProcessAsync(Submission submission)
    {
        var config = submission.Config.In(region, _client?.Service.AccountId);
        config = config.OfInstance(_aliases?.KnownId(config.InstanceId) ?? config.InstanceId);
        try
        {
            if (run.DrainToken.IsCancellationRequested)
            {
                return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, run.NotSent);
            }

            if ((_fault ?? _client!.AccountFault) is { } fault)
            {
                return new ParticipantRoleOutcome(config, OutcomeStatus.Failed, fault);
            }

            var client = _client!; // configs are taken only when there is a client, a fault, or a stop
            if (WasAccepted(config, client))
            {
                return AlreadyAccepted(config);
            }

            if (journal?.IsAnnounced(config, client.Service.Endpoint) == true)
            {
                // The line must name the instance as the outcome will. A line with the alias would look like a call whose outcome is missing.
                config = config.OfInstance(await _aliases!.IdOfAsync(config.InstanceId));
                if (WasAccepted(config, client))
                {
                    return AlreadyAccepted(config);
                }
            }

            var result = await SendAsync(config, client, submission.Receipt);
            if (await _aliases!.FindAsync(config.InstanceId, result) is { } instance)
            {
                config = config.OfInstance(instance);
                if (WasAccepted(config, client))
                {
                    return AlreadyAccepted(config);
                }

                var attempts = result.Attempts;
                result = await SendAsync(config, client, submission.Receipt);
                result = result with { Attempts = attempts + result.Attempts };
            }

            return Outcome(config, result);
        }
        catch (RunFaultException e)
        {
            run.Fail(e.Problem);
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, run.NotSent);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every config gets exactly one outcome, even after an unexpected exception.
            return new ParticipantRoleOutcome(config, OutcomeStatus.Failed, e.ToUnexpectedProblem());
        }
    }

    private bool WasAccepted(ParticipantRoleConfig config, RegionClient client) => journal?.WasAccepted(config, client.Service.Endpoint) == true;

    private static ParticipantRoleOutcome AlreadyAccepted(ParticipantRoleConfig config) => new(config, OutcomeStatus.Skipped, RunProblems.AlreadyAccepted());

    private Task<CallResult> SendAsync(ParticipantRoleConfig config, RegionClient client, ChatReceipt? receipt)
    {
        var isAnnounced = journal is null;
        return new RetryingCall(client, token =>
        {
            if (!isAnnounced)
            {
                isAnnounced = true;
                journal!.WriteSending(config, client.Service.Endpoint);
            }

            return client.Service.UpdateParticipantRoleConfigAsync(config, token);
        }, new ContactKey(config.InstanceId, config.ContactId), run, receipt).SendAsync();
    }

    private static ParticipantRoleOutcome Outcome(ParticipantRoleConfig config, CallResult result) => new(config, StatusOf(result), result.Problem)
    {
        Attempts = result.Attempts,
        SentAt = result.SentAt,
        LatencyMs = result.LatencyMs,
        RequestId = result.RequestId,
    };

    private static OutcomeStatus StatusOf(CallResult result) => result switch
    {
        { Withdrawal: { } withdrawal } => withdrawal.Status,
        { IsAccepted: true } => OutcomeStatus.Accepted,
        { Answer: not null } or { Problem.Account: not null } => OutcomeStatus.Failed,
        _ => OutcomeStatus.Cancelled,
    };
}
