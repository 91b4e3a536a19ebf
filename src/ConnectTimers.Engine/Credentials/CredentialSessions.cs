using System.Collections.Concurrent;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The sessions of the process: credentials are got once for each origin and kept, so that a loop of single calls signs in once. Those
/// of an origin that has changed are got anew.
/// </summary>
internal sealed class CredentialSessions(TimeProvider clock)
{
    // A program or a sign-in that has not answered by then hangs; a person who is asked for a code may take longer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>The session of what the settings name, its credentials at hand.</summary>
    /// <returns>It, and a name that tells it from others.</returns>
    /// <exception cref="RunFaultException">There are no credentials, and why.</exception>
    public async Task<(CredentialSession Session, string Name)> OpenAsync(ConnectionSettings settings)
    {
        var origin = CredentialChain.Find(settings);
        var known = _known.GetOrAdd(origin.Name, _ => new Known());
        known.Prompt.Asker = settings.AskMfaCode;
        await known.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (known.Session is null || known.State != origin.State)
            {
                var source = await OpenAsync(origin, known.Prompt).ConfigureAwait(false);
                if (known.Session is null)
                {
                    known.Session = new CredentialSession(source, () => OpenAsync(CredentialChain.Find(settings), known.Prompt));
                }
                else
                {
                    known.Session.Replace(source);
                }

                known.State = origin.State;
            }

            return (known.Session, origin.Name);
        }
        finally
        {
            known.Gate.Release();
        }
    }

    // Asked once here, so that missing credentials end the run before anything is sent and not contact by contact.
    private async Task<CredentialSource> OpenAsync(CredentialOrigin origin, MfaPrompt prompt)
    {
        CredentialSource? source = null;
        try
        {
            source = origin.Open(prompt);
            var asked = source.Credentials.GetCredentialsAsync();
            while (await Task.WhenAny(asked, Task.Delay(Longest, clock)).ConfigureAwait(false) != asked)
            {
                if (!prompt.IsAsking)
                {
                    throw new RunFaultException(CredentialProblems.CredentialsHang(Longest, source.SignIn));
                }
            }

            await asked.ConfigureAwait(false);
            return source;
        }
        catch (Exception e) when (e is not (RunFaultException or OutOfMemoryException))
        {
            throw new RunFaultException(CredentialProblems.Of(e, source?.SignIn), e);
        }
    }

    private sealed class Known
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public MfaPrompt Prompt { get; } = new();

        public CredentialSession? Session { get; set; }

        public string? State { get; set; }
    }
}
