using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The credentials that calls are signed with, renewed once for all calls that share them. A session keeps the account that it began with: keys
/// of another account are rejected, even if the profile was changed in the meantime.
/// </summary>
internal sealed class CredentialSession
{
    // A program or a service that has not responded by then hangs; a person who is asked for a code may take longer.
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(60);

    // botocore renews in the background from then on, while the keys are still good, and tries once a minute.
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AheadPause = TimeSpan.FromMinutes(1);

    // What is left of them must outlast a call.
    private static readonly TimeSpan RenewAtOnce = TimeSpan.FromMinutes(1);

    private static int _count;

    private readonly CredentialOrigin _origin;
    private readonly MfaPrompt _prompt;
    private readonly Func<CredentialOrigin> _lookAgain;
    private readonly TimeProvider _clock;
    private readonly SharedWork<IssuedKeys> _fetch = new();
    private readonly SharedWork<bool> _renewal = new();
    private volatile IssuedKeys? _issued;
    private long _fetchedAt;
    private long _aheadAt;

    /// <summary>Creates a session; no credentials are fetched yet.</summary>
    /// <param name="origin">The origin of the credentials.</param>
    /// <param name="prompt">Asks for MFA codes.</param>
    /// <param name="lookAgain">
    /// Finds the origin from the start: files and environment are read again. That renews every kind of credentials alike; typed keys stay the
    /// same.
    /// </param>
    /// <param name="clock">The time by which keys expire.</param>
    public CredentialSession(CredentialOrigin origin, MfaPrompt prompt, Func<CredentialOrigin> lookAgain, TimeProvider clock) =>
        (_origin, _prompt, _lookAgain, _clock) = (origin, prompt, lookAgain, clock);

    /// <summary>The id of the session, unique in the process.</summary>
    public int Id { get; } = Interlocked.Increment(ref _count);

    /// <summary>The credentials in words: <c>profile 'ops' (-ProfileName)</c>.</summary>
    public string Description => _origin.Description;

    /// <summary>How the user gets new ones: the first half of a sentence.</summary>
    public string SignIn => _origin.SignIn;

    /// <summary>The account; null until the first keys are there, and if it is unknown.</summary>
    public string? AccountId => _issued?.AccountId;

    /// <summary>The ARN of the user or role; null if unknown.</summary>
    public string? Principal => _issued?.Principal;

    /// <summary>The id of the current access key, which is no secret; null until the first keys are there.</summary>
    public string? AccessKeyId => _issued?.Keys.AccessKey;

    /// <summary>Returns the current keys, renewed if they are about to expire.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RunFaultException">There are no credentials; the message says why.</exception>
    /// <exception cref="AccountChangedException">The new ones are of another account.</exception>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public async Task<ImmutableCredentials> GetCredentialsAsync(CancellationToken cancellationToken)
    {
        if (_issued is not { } issued || _origin.IsAskedEachTime)
        {
            return (await _fetch.JoinAsync(FetchAsync, cancellationToken).ConfigureAwait(false)).Keys;
        }

        // Keys that have just been fetched are used even if this machine's clock says that they have expired.
        var left = issued.Expires - _clock.GetUtcNow();
        if (left is null || left > RenewAhead || _clock.GetElapsedTime(Volatile.Read(ref _fetchedAt)) < AheadPause)
        {
            return issued.Keys;
        }

        if (left <= RenewAtOnce)
        {
            return (await _fetch.JoinAsync(FetchAsync, cancellationToken).ConfigureAwait(false)).Keys;
        }

        var ahead = Volatile.Read(ref _aheadAt);
        var now = _clock.GetTimestamp();
        if ((ahead == 0 || _clock.GetElapsedTime(ahead, now) >= AheadPause) && Interlocked.CompareExchange(ref _aheadAt, now, ahead) == ahead)
        {
            // A failure is reported by the next renewal, after the keys have expired.
            _ = _fetch.JoinAsync(FetchAsync, CancellationToken.None).ContinueWith(t => t.Exception, TaskScheduler.Default);
        }

        return issued.Keys;
    }

    /// <summary>Replaces keys that the service rejected.</summary>
    /// <param name="rejected">The rejected keys.</param>
    /// <param name="isLoopback">Whether the calls go to this machine, where no account can be harmed: keys of an unknown account are then accepted.</param>
    /// <param name="cancellationToken">Cancels the wait; callers that are rejected at the same time wait for the same renewal.</param>
    /// <returns>False when the origin still has the same keys.</returns>
    /// <exception cref="RunFaultException">There are no credentials; the message says why.</exception>
    /// <exception cref="AccountChangedException">The new ones are, or may be, of another account.</exception>
    public Task<bool> RenewAsync(ImmutableCredentials rejected, bool isLoopback, CancellationToken cancellationToken) => _renewal.JoinAsync(async token =>
    {
        if (!rejected.Equals(await GetCredentialsAsync(token).ConfigureAwait(false)))
        {
            return true; // renewed already, while the call was under way
        }

        var found = await FetchAsync(_lookAgain(), token).ConfigureAwait(false);
        if (rejected.Equals(found.Keys))
        {
            return false;
        }

        Accept(found, isLoopback);
        return true;
    }, cancellationToken);

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<IssuedKeys> FetchAsync(CancellationToken cancellationToken) =>
        Accept(await FetchAsync(_origin, cancellationToken).ConfigureAwait(false), isUnknownPermitted: true);

    private IssuedKeys Accept(IssuedKeys found, bool isUnknownPermitted)
    {
        var (before, now) = (_issued?.AccountId, found.AccountId);
        if (_issued is not null && (before != now || (now is null && !isUnknownPermitted)))
        {
            throw new AccountChangedException(CredentialProblems.AccountChanged(before, now, Description));
        }

        (_issued, _fetchedAt) = (found, _clock.GetTimestamp());
        return found;
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<IssuedKeys> FetchAsync(CredentialOrigin origin, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // On the thread pool: it may prompt the user before it first waits.
            var fetch = Task.Run(() => origin.FetchAsync(_prompt, limit.Token), CancellationToken.None);
            while (await Task.WhenAny(fetch, Task.Delay(FetchTimeout, _clock, limit.Token)).ConfigureAwait(false) != fetch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_prompt.IsAsking)
                {
                    throw new RunFaultException(CredentialProblems.CredentialsHang(FetchTimeout, origin.SignIn));
                }
            }

            return await fetch.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (RunFaultException or OutOfMemoryException) && !cancellationToken.IsCancellationRequested)
        {
            throw new RunFaultException(CredentialProblems.Of(e, origin.SignIn), e);
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false); // ends what hangs, and the delay
        }
    }
}

/// <summary>Renewed keys are, or may be, of another account than a session began with.</summary>
/// <param name="problem">The problem, with both accounts.</param>
internal sealed class AccountChangedException(Problem problem) : Exception(problem.Message)
{
    /// <summary>Which accounts, and what to do.</summary>
    public Problem Problem => problem;
}
