using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The credential sessions of the process: credentials are fetched once per origin and kept, so that a loop of single calls signs in once. If
/// the definition of an origin has changed, the next run gets a session of its own, and runs that are under way keep theirs.
/// </summary>
internal sealed class CredentialSessions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Returns the session for the credentials that the settings name, with its first keys fetched.</summary>
    /// <exception cref="RunFaultException">There are no credentials, and why.</exception>
    public Task<CredentialSession> OpenAsync(CredentialContext context, CancellationToken cancellationToken) =>
        OpenAsync(context, CredentialChain.Find, cancellationToken);

    /// <summary>Returns the session of a role that is assumed with another session.</summary>
    /// <param name="context">The settings that determine the STS endpoint.</param>
    /// <param name="source">The session that assumes it.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="RunFaultException">The role cannot be assumed.</exception>
    public Task<CredentialSession> AssumeAsync(CredentialContext context, CredentialSession source, AssumedRole role, CancellationToken cancellationToken) =>
        OpenAsync(context, again => new CredentialOrigin($"role\n{role}\n{source.Id}", again.ConfiguredAddresses, $"{role.Arn}, assumed with {source.Description}",
            $"Check that {role.Arn} exists, trusts {source.Principal ?? source.Description}{(role.ExternalId is null ? "" : " with this -ExternalId")} and may be assumed by it",
            async (_, token) => await role.AssumeAsync(again, await source.GetCredentialsAsync(token).ConfigureAwait(false), mfa: null, token).ConfigureAwait(false)), cancellationToken);

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<CredentialSession> OpenAsync(CredentialContext context, Func<CredentialContext, CredentialOrigin> find, CancellationToken cancellationToken)
    {
        var origin = find(context);
        var known = _known.GetOrAdd(origin.Name, _ => new Known());
        known.Prompt.Asker = context.Connection.AskMfaCode;
        await known.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (known.Session is null || known.State != origin.State)
            {
                var session = new CredentialSession(origin, known.Prompt, () => find(context with { Settings = AwsSettings.Read(context.Connection) }), clock);

                // Asked once here, so that missing credentials end the run before anything is sent and not contact by contact.
                await session.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
                (known.Session, known.State) = (session, origin.State);
            }

            return known.Session;
        }
        finally
        {
            known.Gate.Release();
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
