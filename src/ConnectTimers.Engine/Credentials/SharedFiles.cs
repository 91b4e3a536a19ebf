using System.Globalization;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The shared credentials and config files, which the SDK takes settings from whatever calls are signed with.</summary>
internal static class SharedFiles
{
    private const string ConfigVariable = "AWS_CONFIG_FILE";

    private static readonly object Gate = new();
    private static string? _known;

    /// <summary>
    /// Has the SDK read the environment and the files, anew when they are others than before: FIPS, dual-stack, EC2's metadata. It remembers them
    /// for the life of the process, and a prompt in which they change may not. Comes before anything else of the SDK.
    /// </summary>
    /// <exception cref="RunFaultException">A file cannot be read, and where; or the SDK would read another one than is named.</exception>
    public static void ReadSettings()
    {
        lock (Gate)
        {
            Locate();
            var state = State();
            if (state == _known)
            {
                return; // not without need: while the SDK reads, nothing is set, and other runs look
            }

            Read(() =>
            {
                // What the SDK cannot read when it reads it for the first time, in a type's initializer, it never reads again: so here before.
                var isFound = new CredentialProfileStoreChain().TryGetProfile(DefaultAWSCredentialsIdentityResolver.GetProfileName(), out _);
                FallbackInternalConfigurationFactory.Reset();
                return isFound;
            });
            _known = state;
        }
    }

    /// <summary>
    /// Has the SDK look where the environment says now. By itself it looks where it said at the first time, and in the home folder when what
    /// is named is not there; with the keys of another account, perhaps.
    /// </summary>
    /// <exception cref="RunFaultException">It cannot be had to.</exception>
    public static void Locate()
    {
        AWSConfigs.AWSProfilesLocation = EnvironmentVariable.Of("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(Home(), ".aws", "credentials");

        // For the config file there is no such setting.
        var known = SharedCredentialsFile.DefaultConfigFilePath;
        if (EnvironmentVariable.Of(ConfigVariable) is { } named && named != known && (File.Exists(named) || File.Exists(known)))
        {
            throw new RunFaultException(CredentialProblems.ConfigFileElsewhere(ConfigVariable, named, known));
        }
    }

    /// <summary>Reads in the files.</summary>
    /// <exception cref="RunFaultException">They cannot be read, and where. The SDK's own message quotes the line, and a key may stand on it.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new RunFaultException(CredentialProblems.ProfileFileUnreadable(e), e);
        }
    }

    // What the settings depend on: the variables, and which files they are and when they were written.
    private static string State()
    {
        var environment = Environment.GetEnvironmentVariables();
        var variables = environment.Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).Select(name => $"{name}={environment[name]}");
        var credentials = AWSConfigs.AWSProfilesLocation;
        var config = EnvironmentVariable.Of(ConfigVariable) ?? Path.Combine(Path.GetDirectoryName(credentials)!, "config");
        return CredentialOrigin.Digest([.. variables, State(credentials), State(config)]);
    }

    private static string State(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{path} {file.LastWriteTimeUtc.Ticks} {file.Length}") : path;
    }

    // As the SDK looks for it.
    private static string Home() => EnvironmentVariable.Of("HOME") ?? EnvironmentVariable.Of("USERPROFILE") ?? Directory.GetCurrentDirectory();
}
