using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Completes a path with folders and the files that fit; where none fits, PowerShell completes any file.</summary>
public abstract class PathCompleter : IArgumentCompleter
{
    /// <summary>The extensions of files that fit, each with its dot.</summary>
    private protected abstract IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var found = CompletionCompleters.CompleteFilename(wordToComplete).ToList();
        var fitting = found.Where(r => r.ResultType != CompletionResultType.ProviderItem
            || Extensions.Contains(Path.GetExtension(r.ListItemText), StringComparer.OrdinalIgnoreCase)).ToList();
        return fitting.Exists(r => r.ResultType == CompletionResultType.ProviderItem) ? fitting : found;
    }
}

/// <summary>Completes the path of a journal.</summary>
public sealed class JournalPathCompleter : PathCompleter
{
    private protected override IReadOnlyList<string> Extensions => [".jsonl", ".journal"];
}

/// <summary>Completes the path of a report.</summary>
public sealed class ReportPathCompleter : PathCompleter
{
    private protected override IReadOnlyList<string> Extensions => [".html", ".htm"];
}

/// <summary>Completes the path of a file to import.</summary>
public sealed class InputPathCompleter : PathCompleter
{
    private protected override IReadOnlyList<string> Extensions => [".csv", ".tsv", ".txt", ".json", ".jsonl"];
}
