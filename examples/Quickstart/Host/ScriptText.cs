using System.Management.Automation;
using System.Management.Automation.Language;

namespace ConnectTimers.Quickstart.Host;

/// <summary>A script file taken apart into what a person would type, one statement at a time.</summary>
internal sealed class ScriptText
{
    private ScriptText(string parameters, string usings, IReadOnlyList<ScriptPart> parts)
    {
        Parameters = parameters;
        Usings = usings;
        Parts = parts;
    }

    /// <summary>The <c>param (…)</c> block, or nothing.</summary>
    public string Parameters { get; }

    /// <summary>The <c>using</c> statements on one line, to be put before each statement: they hold for a single text only.</summary>
    public string Usings { get; }

    public IReadOnlyList<ScriptPart> Parts { get; }

    /// <summary>Reads and parses a file.</summary>
    /// <exception cref="ItemNotFoundException">There is no such file.</exception>
    /// <exception cref="ParseException">The file is not a valid script.</exception>
    public static ScriptText Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ItemNotFoundException($"Cannot find path '{path}' because it does not exist.");
        }

        var script = Parser.ParseFile(path, out var tokens, out var errors);
        if (errors.Length > 0)
        {
            throw new ParseException(errors);
        }

        if (script.EndBlock is not { Unnamed: true } body)
        {
            throw new PSNotSupportedException(
                $"'{path}' has begin, process or dynamicparam blocks; only a plain list of statements can be shown step by step.");
        }

        var usings = string.Concat(script.UsingStatements.Select(statement => statement.Extent.Text.TrimEnd(';') + "; "));
        var parameters = script.ParamBlock is { } block ? ScriptRoot.Substituted(block) : string.Empty;
        return new ScriptText(parameters, usings, [.. PartsOf(body, tokens, HeadEnd(script))]);
    }

    // What stands above the end of the parameters (the file's help, requirements) is about the file and not shown.
    private static int HeadEnd(ScriptBlockAst script) => Math.Max(
        script.ParamBlock?.Extent.EndOffset ?? 0,
        script.UsingStatements.LastOrDefault()?.Extent.EndOffset ?? 0);

    private static IEnumerable<ScriptPart> PartsOf(NamedBlockAst body, Token[] tokens, int headEnd)
    {
        // The tree has the traps apart; the file's own order is what counts.
        StatementAst[] statements =
        [
            .. body.Statements.Concat(body.Traps ?? Enumerable.Empty<StatementAst>()).OrderBy(statement => statement.Extent.StartOffset),
        ];
        var comments = tokens.Where(token => token.Kind == TokenKind.Comment
            && token.Extent.StartOffset >= headEnd
            && !token.Text.StartsWith("#requires", StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(statements, statement => Contains(statement.Extent, token.Extent))).ToList();

        var lastLine = 0;
        foreach (var statement in statements)
        {
            foreach (var comment in TakeAbove(statement.Extent))
            {
                yield return comment;
            }

            var remark = comments.FirstOrDefault(comment => IsBehind(comment.Extent, statement.Extent, statements));
            _ = remark is not null && comments.Remove(remark);
            yield return new ScriptStatement(
                statement.Extent.Text,
                ScriptRoot.Substituted(statement),
                IsBelowBlankLine(statement.Extent),
                remark?.Text ?? string.Empty,
                statement is ReturnStatementAst);
            lastLine = statement.Extent.EndLineNumber;
        }

        foreach (var comment in TakeAbove(null))
        {
            yield return comment;
        }

        bool IsBelowBlankLine(IScriptExtent extent) => lastLine > 0 && extent.StartLineNumber > lastLine + 1;

        List<ScriptComment> TakeAbove(IScriptExtent? next)
        {
            var taken = new List<ScriptComment>();
            foreach (var comment in comments.Where(comment => next is null || comment.Extent.EndOffset <= next.StartOffset).ToArray())
            {
                taken.Add(new ScriptComment(comment.Text, IsBelowBlankLine(comment.Extent)));
                lastLine = comment.Extent.EndLineNumber;
                comments.Remove(comment);
            }

            return taken;
        }
    }

    private static bool Contains(IScriptExtent outer, IScriptExtent inner) =>
        outer.StartOffset <= inner.StartOffset && inner.EndOffset <= outer.EndOffset;

    // On the line on which the statement ends, with no other statement between.
    private static bool IsBehind(IScriptExtent comment, IScriptExtent statement, StatementAst[] all) =>
        comment.StartLineNumber == statement.EndLineNumber
        && comment.StartOffset >= statement.EndOffset
        && !Array.Exists(all, other => other.Extent.StartOffset >= statement.EndOffset && other.Extent.StartOffset < comment.StartOffset);
}
