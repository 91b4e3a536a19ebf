using System.Collections;
using System.Management.Automation.Language;

namespace ConnectTimers.Package;

/// <summary>The module's manifest, the one source of what a package says about itself. Whatever a gallery shows must be in it.</summary>
internal sealed class Manifest
{
    private readonly Hashtable _values;
    private readonly Hashtable _gallery;

    private Manifest(Hashtable values)
    {
        _values = values;
        _gallery = (Hashtable)Value((Hashtable)Value(values, "PrivateData"), "PSData");
    }

    public string Version => Text(_values, "ModuleVersion");

    public string Author => Text(_values, "Author");

    public string Company => Text(_values, "CompanyName");

    public string Copyright => Text(_values, "Copyright");

    public string Description => Text(_values, "Description");

    public IEnumerable<string> Cmdlets => Texts(_values, "CmdletsToExport");

    public IEnumerable<string> Tags => Texts(_gallery, "Tags");

    public Uri License => new(Text(_gallery, "LicenseUri"));

    public string ReleaseNotes => Text(_gallery, "ReleaseNotes");

    public static Manifest Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        return errors is [var error, ..]
            ? throw new InvalidDataException($"{path}({error.Extent.StartLineNumber}): {error.Message}")
            : new Manifest((Hashtable)script.Find(part => part is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue());
    }

    private static string Text(Hashtable values, string name) => (string)Value(values, name);

    private static IEnumerable<string> Texts(Hashtable values, string name) => ((object[])Value(values, name)).Cast<string>();

    private static object Value(Hashtable values, string name) => values[name] ?? throw new InvalidDataException($"The manifest has no {name}.");
}
