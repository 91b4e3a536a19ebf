namespace ConnectTimers.Engine.Configuration;

/// <summary>
/// One of the shared files as it is written: sections, names and values with their lines. Follows Python's RawConfigParser, which the AWS CLI
/// reads them with: <c>=</c> or <c>:</c> after a name, <c>#</c> or <c>;</c> before a comment, a deeper line continues the value above it.
/// </summary>
internal sealed class IniFile
{
    private readonly List<IniSection> _sections = [];
    private readonly string _path;
    private IniSection? _section;
    private IniValue? _value;
    private int _indent;

    private IniFile(string path) => _path = path;

    /// <summary>Its sections, in their order.</summary>
    public IReadOnlyList<IniSection> Sections => _sections;

    /// <summary>Reads a file; one that does not exist has no sections.</summary>
    /// <exception cref="RunFaultException">It cannot be read; the message names the line. Lines are not quoted: they may contain a key.</exception>
    public static IniFile Read(string path)
    {
        var file = new IniFile(path);
        try
        {
            if (File.Exists(path))
            {
                var line = 0;
                foreach (var text in File.ReadLines(path))
                {
                    file.Read(text, ++line);
                }
            }
            else if (Directory.Exists(path))
            {
                throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(path, "it is a folder"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(path, ForeignText.Message(e.Message)), e);
        }

        file.InheritDefaults();
        return file;
    }

    // RawConfigParser gives what [DEFAULT], in capitals, sets to every section that does not set it; [default] is a profile.
    private void InheritDefaults()
    {
        if (_sections.Find(section => section.Name == "DEFAULT") is not { } defaults)
        {
            return;
        }

        _sections.Remove(defaults);
        foreach (var (name, value) in defaults.Values)
        {
            _sections.ForEach(section => section.Values.TryAdd(name, value));
        }
    }

    private void Read(string line, int number)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] is '#' or ';')
        {
            return;
        }

        var indent = line.Length - line.TrimStart().Length;
        if (_value is not null && indent > _indent)
        {
            _value.Continue(text, number);
            return;
        }

        _indent = indent;
        if (text[0] == '[' && text.LastIndexOf(']') is > 1 and var end)
        {
            BeginSection(text[1..end].Trim(), number);
        }
        else if (_section is null)
        {
            throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(_path, number, "is before the first section"));
        }
        else if (text.IndexOfAny(['=', ':']) is > 0 and var delimiter)
        {
            _value = new IniValue(text[(delimiter + 1)..].Trim(), _path, number);
            if (!_section.Values.TryAdd(text[..delimiter].TrimEnd().ToLowerInvariant(), _value))
            {
                throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(_path, number, "sets a name that its section has already set"));
            }
        }
        else
        {
            throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(_path, number, "is neither a section nor a setting nor a comment"));
        }
    }

    private void BeginSection(string name, int number)
    {
        if (_sections.Any(section => section.Name == name))
        {
            throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(_path, number, "begins a section that the file already has"));
        }

        _section = new IniSection(name);
        _sections.Add(_section);
        _value = null;
    }
}

/// <summary>A section.</summary>
/// <param name="Name">The text in its brackets.</param>
internal sealed record IniSection(string Name)
{
    /// <summary>Its values by name, in lower case.</summary>
    public Dictionary<string, IniValue> Values { get; } = [];
}

/// <summary>The value of a name and its line.</summary>
/// <param name="text">The value on the line of the name.</param>
/// <param name="path">The file.</param>
/// <param name="line">The line, from 1; 0 if it does not come from a file with lines.</param>
internal sealed class IniValue(string text, string path, int line)
{
    private readonly List<(string Text, int Line)> _continued = [];

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The value.</summary>
    /// <param name="what">The name in messages: <c>region of profile 'ops'</c>.</param>
    /// <returns>Null if it is blank, or has nested settings.</returns>
    public Setting? Setting(string what) => _continued.Count > 0 && text.Length > 0
        ? throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(path, _continued[0].Line, $"is indented and therefore continues the {what} above it"))
        : Configuration.Setting.Of(text, line == 0 ? $"{what} ({path})" : $"{what} ({path}, line {line})");

    /// <summary>The settings that are indented below the name, as <c>services</c> has them.</summary>
    public IReadOnlyDictionary<string, IniValue> Nested()
    {
        var nested = new Dictionary<string, IniValue>();
        foreach (var (continued, number) in text.Length == 0 ? _continued : [])
        {
            nested[continued.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? continued[..equals].TrimEnd()
                : throw new RunFaultException(ConfigurationProblems.ProfileFileUnreadable(path, number, "is not a setting of the name above it"))]
                = new IniValue(continued[(equals + 1)..].Trim(), path, number);
        }

        return nested;
    }

    /// <summary>Adds a line that is indented below the name.</summary>
    public void Continue(string more, int number) => _continued.Add((more, number));
}
