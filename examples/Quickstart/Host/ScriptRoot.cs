using System.Management.Automation.Language;
using System.Text;

namespace ConnectTimers.Quickstart.Host;

/// <summary>Makes <c>$PSScriptRoot</c> and <c>$PSCommandPath</c> mean the script's in statements that are run one by one.</summary>
/// <remarks>
/// The engine fills both from the file that a text came from and lets nobody set them. To give it the file would make every
/// error a report about a line in that file, where a person at a prompt sees one short line; so the text is run with two
/// other names, and shown as it was written.
/// </remarks>
internal static class ScriptRoot
{
    public const string RootVariable = "ScriptRunner.PSScriptRoot";
    public const string PathVariable = "ScriptRunner.PSCommandPath";

    /// <summary>The source of a part of a script, with the two variables named anew.</summary>
    public static string Substituted(Ast part)
    {
        var source = new StringBuilder(part.Extent.Text);
        var uses = part.FindAll(
            node => node is VariableExpressionAst variable && Substitute(variable) is not null,
            searchNestedScriptBlocks: true);

        // From the end, so that the places of those still to come stay right.
        foreach (var use in uses.Cast<VariableExpressionAst>().OrderByDescending(use => use.Extent.StartOffset))
        {
            var start = use.Extent.StartOffset - part.Extent.StartOffset;
            source.Remove(start, use.Extent.Text.Length).Insert(start, $"${{global:{Substitute(use)}}}");
        }

        return source.ToString();
    }

    private static string? Substitute(VariableExpressionAst variable) => variable.VariablePath.UserPath.ToUpperInvariant() switch
    {
        "PSSCRIPTROOT" => RootVariable,
        "PSCOMMANDPATH" => PathVariable,
        _ => null,
    };
}
