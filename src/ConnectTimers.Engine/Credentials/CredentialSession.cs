using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// As whom calls are signed. One for each credential source, shared by its services in all Regions, so that what has expired is
/// renewed once for all calls.
/// </summary>
/// <param name="source">What was found first.</param>
/// <param name="lookAgain">
/// Looks the source up from the start, past everything that is remembered: files and environment are read again, roles assumed again,
/// processes run again. That renews every kind of source alike; typed keys come back as they are.
/// </param>
internal sealed class CredentialSession(CredentialSource source, Func<Task<CredentialSource>> lookAgain)
{
    private readonly object _lock = new();
    private volatile CredentialSource _source = source;
    private Task<bool>? _renewal;

    /// <summary>The Region of the profile, when one was named.</summary>
    public string? ProfileRegion => _source.ProfileRegion;

    /// <summary>What a person does to get new credentials.</summary>
    public string SignIn => _source.SignIn;

    /// <summary>The credentials of now; a source that knows when they expire renews them by itself.</summary>
    public Task<ImmutableCredentials> GetCredentialsAsync() => _source.Credentials.GetCredentialsAsync();

    /// <summary>Replaces the source by what a later look-up of the same source found.</summary>
    public void Replace(CredentialSource found) => _source = found;

    /// <summary>Sees to it that calls are signed with other credentials than those that were refused.</summary>
    /// <returns>False when the source still has the same.</returns>
    public Task<bool> RenewAsync(ImmutableCredentials refused)
    {
        lock (_lock)
        {
            // Calls that are refused while somebody is looking wait for what is found.
            return _renewal is { IsCompleted: false } ? _renewal : _renewal = Task.Run(() => LookAgainAsync(refused));
        }
    }

    private async Task<bool> LookAgainAsync(ImmutableCredentials refused)
    {
        if (!refused.Equals(await GetCredentialsAsync().ConfigureAwait(false)))
        {
            return true; // renewed already, while the call was under way
        }

        var found = await lookAgain().ConfigureAwait(false);
        if (refused.Equals(await found.Credentials.GetCredentialsAsync().ConfigureAwait(false)))
        {
            return false;
        }

        _source = found;
        return true;
    }
}
