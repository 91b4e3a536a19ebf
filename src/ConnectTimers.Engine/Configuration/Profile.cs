namespace ConnectTimers.Engine.Configuration;

/// <summary>The values of one profile, or of an sso-session or services section, in the shared files.</summary>
/// <param name="name">Its name.</param>
/// <param name="values">Its values by name, of both files.</param>
/// <param name="files">The files.</param>
/// <param name="kind">The kind of section.</param>
internal sealed class Profile(string name, IReadOnlyDictionary<string, IniValue> values, AwsFiles files, string kind = "profile")
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The files that it comes from.</summary>
    public AwsFiles Files => files;

    /// <summary>Returns a value; null if it is blank or not set.</summary>
    /// <exception cref="RunFaultException">There is a control or invisible character in it, and where.</exception>
    public Setting? this[string key] => values.GetValueOrDefault(key)?.Setting(What(key));

    /// <summary>Returns a value that is indented below a name, as in <c>services</c>; null if there is none.</summary>
    public Setting? Nested(string key, string member) =>
        values.GetValueOrDefault(key)?.Nested().GetValueOrDefault(member)?.Setting($"{member} of {What(key)}");

    /// <summary>Returns whether a value comes from the credentials file.</summary>
    public bool IsInCredentialsFile(string key) => values.GetValueOrDefault(key)?.Path == files.CredentialsPath;

    /// <summary>Returns all of its values, to detect changes.</summary>
    public IEnumerable<string> Definition() => values.Keys.Order(StringComparer.Ordinal).Select(key => $"{key}={this[key]?.Value}");

    private string What(string key) => $"{key} of {kind} {DisplayText.Value(name)}";
}
