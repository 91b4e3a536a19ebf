using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>The kinds of item that <see cref="TestPathCommand"/> tells apart; the real enumeration's names.</summary>
public enum TestPathType
{
    Any,
    Container,
    Leaf,
}

/// <summary>
/// Test-Path as far as <c>-Path</c> (with wildcards), <c>-LiteralPath</c> and <c>-PathType</c>. Not covered: -IsValid,
/// -Include, -Exclude, -Filter, -OlderThan, -NewerThan.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [AllowEmptyString]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; }

    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == "LiteralPath";
        foreach (var path in literal ? LiteralPath : Path)
        {
            WriteObject(Exists(path, literal));
        }
    }

    private bool Exists(string path, bool literal)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return false;
        }

        try
        {
            return InvokeProvider.Item.Exists(path, force: false, literalPath: literal)
                && (PathType == TestPathType.Any || IsContainer(path, literal) == (PathType == TestPathType.Container));
        }
        catch (Exception e) when (e is PSNotSupportedException or SessionStateException)
        {
            // No such drive, provider or item: the question is whether it exists, and it does not.
            return false;
        }
    }

    private bool IsContainer(string path, bool literal) =>
        InvokeProvider.Item.IsContainer(literal ? WildcardPattern.Escape(path) : path);
}
