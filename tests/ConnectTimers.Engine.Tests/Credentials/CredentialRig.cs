using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>An environment in which credentials are looked for: a home of its own, a file of profiles, variables; all gone after a test.</summary>
internal sealed class CredentialRig : IDisposable
{
    private static readonly HttpTransport Transport = new(TimeProvider.System);
    private static readonly HttpTransport Metadata = new(TimeProvider.System, plainHosts: PlainHosts.LoopbackAndMetadata);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly List<Variable> _variables = [];

    public CredentialRig(string profiles = "")
    {
        Profiles = Path.Combine(_home.FullName, "credentials");
        File.WriteAllText(Profiles, profiles);
        Set("HOME", _home.FullName);
        Set("USERPROFILE", _home.FullName);
    }

    /// <summary>The file of profiles, for -ProfileLocation.</summary>
    public string Profiles { get; }

    /// <summary>A file in this home.</summary>
    public string File_(string name, string text)
    {
        var path = Path.Combine(_home.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Set(string name, string? value) => _variables.Add(new Variable(name, value));

    /// <summary>Builds the context in which credentials are resolved.</summary>
    public static CredentialContext Context(ConnectionSettings connection, TimeProvider? clock = null)
    {
        CredentialChain.CheckParameters(connection);
        var settings = AwsSettings.Read(connection);
        SdkConfiguration.IgnoreFiles(); // as ConnectionFactory does
        return new CredentialContext(settings, connection, Transport, Metadata, clock ?? TimeProvider.System);
    }

    /// <summary>The session that calls are signed with.</summary>
    public static Task<CredentialSession> OpenAsync(ConnectionSettings connection, CredentialSessions? sessions = null, TimeProvider? clock = null) =>
        (sessions ?? new CredentialSessions(clock ?? TimeProvider.System)).OpenAsync(Context(connection, clock), CancellationToken.None);

    /// <summary>The key that calls are signed with.</summary>
    public static async Task<string> KeyAsync(ConnectionSettings connection) =>
        (await (await OpenAsync(connection)).GetCredentialsAsync(CancellationToken.None)).AccessKey;

    /// <summary>Returns the problem reported when the credentials cannot be opened.</summary>
    public static async Task<Problem> ProblemAsync(ConnectionSettings connection, TimeProvider? clock = null) =>
        (await Assert.ThrowsAsync<RunFaultException>(() => OpenAsync(connection, clock: clock))).Problem;

    public void Dispose()
    {
        _variables.Reverse();
        _variables.ForEach(v => v.Dispose());
        _home.Delete(recursive: true);
    }
}
