using System.Text;
using Amazon.Runtime.CredentialManagement;

namespace ConnectTimers.Engine.Configuration;

/// <summary>
/// The shared credentials and config files: their profiles, sso-sessions and services. They are read here and not by the SDK, which
/// keeps to the files and settings that it found first, and does not find names in quotation marks. If both files have a profile, their
/// values are merged, and those of the credentials file win, as in the AWS CLI.
/// </summary>
internal sealed class AwsFiles
{
    private readonly Dictionary<string, Dictionary<string, IniValue>> _profiles = [];
    private readonly Dictionary<string, Dictionary<string, IniValue>> _ssoSessions = [];
    private readonly Dictionary<string, Dictionary<string, IniValue>> _services = [];

    private AwsFiles(string credentials, string config)
    {
        (CredentialsPath, ConfigPath) = (credentials, config);
        ReadConfig(IniFile.Read(config));
        ReadCredentials(IniFile.Read(credentials));
    }

    /// <summary>The credentials file.</summary>
    public string CredentialsPath { get; }

    /// <summary>The config file.</summary>
    public string ConfigPath { get; }

    /// <summary>The names of all profiles.</summary>
    public IEnumerable<string> ProfileNames => _profiles.Keys;

    /// <summary>The folder that the AWS CLI keeps its files and caches in.</summary>
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");

    /// <summary>Reads both files.</summary>
    /// <param name="location">-ProfileLocation: a credentials file, whose config file lies beside it unless AWS_CONFIG_FILE says otherwise; null for the usual ones.</param>
    /// <exception cref="RunFaultException">One cannot be read, and why.</exception>
    public static AwsFiles Read(string? location)
    {
        var credentials = location ?? Named("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(Folder, "credentials");
        var config = Named("AWS_CONFIG_FILE") ?? Path.Combine(location is null ? Folder : Path.GetDirectoryName(Path.GetFullPath(location))!, "config");
        return new AwsFiles(credentials, config);
    }

    /// <summary>Returns a profile; null if there is none with that name.</summary>
    public Profile? Find(string name)
    {
        var values = _profiles.GetValueOrDefault(name) ?? SdkStore.Find(name);
        return values is null ? null : new Profile(name, values, this);
    }

    /// <summary>Returns the values of an sso-session; null if there is none with that name.</summary>
    public Profile? FindSsoSession(string name) => _ssoSessions.GetValueOrDefault(name) is { } values ? new Profile(name, values, this, "sso-session") : null;

    /// <summary>Returns the values of a services section; null if there is none with that name.</summary>
    public Profile? FindServices(string name) => _services.GetValueOrDefault(name) is { } values ? new Profile(name, values, this, "services") : null;

    private static string? Named(string variable) => EnvironmentVariable.Of(variable)?.Value is not { } path ? null
        : path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Path.GetDirectoryName(Folder)!, path[1..].TrimStart('/')) : path;

    private void ReadConfig(IniFile file)
    {
        foreach (var section in file.Sections)
        {
            var (kind, name) = Split(section.Name);
            var target = kind switch
            {
                "profile" => _profiles,
                "sso-session" => _ssoSessions,
                "services" => _services,
                _ when section.Name == "default" => _profiles,
                _ => null,
            };
            if (target is not null && (name ?? section.Name) is { Length: > 0 } key)
            {
                target[key] = section.Values;
            }
        }
    }

    private void ReadCredentials(IniFile file)
    {
        foreach (var section in file.Sections)
        {
            var name = Unquoted(section.Name.Trim());
            if (!_profiles.TryGetValue(name, out var values))
            {
                _profiles[name] = section.Values;
                continue;
            }

            foreach (var (key, value) in section.Values)
            {
                values[key] = value;
            }
        }
    }

    // [profile NAME]: the name may be in quotation marks, and has to be where there is a blank in it; without them it is taken literally.
    private static (string? Kind, string? Name) Split(string section)
    {
        var blank = section.IndexOfAny([' ', '\t']);
        return blank < 0 ? (null, null) : (section[..blank].ToLowerInvariant(), Unquoted(section[(blank + 1)..].Trim()));
    }

    // As a POSIX shell takes a word: '…' literally, "…" and bare text with \ before an escaped character.
    private static string Unquoted(string text)
    {
        var name = new StringBuilder(text.Length);
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote != '\'' && i + 1 < text.Length && (quote is null || text[i + 1] is '"' or '\\'))
            {
                name.Append(text[++i]);
            }
            else if (quote == text[i])
            {
                quote = null;
            }
            else if (quote is null && text[i] is '\'' or '"' && text.IndexOf(text[i], i + 1) > 0)
            {
                quote = text[i];
            }
            else
            {
                name.Append(text[i]);
            }
        }

        return name.ToString();
    }

    /// <summary>The store of encrypted profiles that AWS.Tools writes on Windows, which the AWS CLI does not know.</summary>
    private static class SdkStore
    {
        public static Dictionary<string, IniValue>? Find(string name)
        {
            if (!OperatingSystem.IsWindows() || !new NetSDKCredentialsFile().TryGetProfile(name, out var profile))
            {
                return null;
            }

            var options = profile.Options;
            (string Key, string? Value)[] values =
            [
                ("aws_access_key_id", options.AccessKey), ("aws_secret_access_key", options.SecretKey), ("aws_session_token", options.Token),
                ("role_arn", options.RoleArn), ("source_profile", options.SourceProfile), ("external_id", options.ExternalID),
                ("mfa_serial", options.MfaSerial), ("role_session_name", options.RoleSessionName), ("credential_process", options.CredentialProcess),
                ("web_identity_token_file", options.WebIdentityTokenFile), ("region", profile.Region?.SystemName),
            ];
            return values.Where(v => !string.IsNullOrEmpty(v.Value)).ToDictionary(v => v.Key, v => new IniValue(v.Value!, "the AWS SDK store", 0));
        }
    }
}
