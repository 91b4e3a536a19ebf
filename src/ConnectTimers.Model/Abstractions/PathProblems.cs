using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Abstractions;

/// <summary>Problems with a path, for cmdlets and engine alike. The method's name is the error id.</summary>
public static class PathProblems
{
    /// <summary>The path is not on a drive of files.</summary>
    public static Problem NotAFile(string parameter, string path, string provider) => new(nameof(NotAFile), InvalidArgument,
        $"-{parameter} {DisplayText.Value(path)} is a path of the provider {provider}, not of a file.", "Give the path of a file.");

    /// <summary>The file does not exist.</summary>
    public static Problem FileNotFound(string path) => new(nameof(FileNotFound), ObjectNotFound,
        $"There is no file '{DisplayText.Sentence(path)}'.", "Correct the path. If the name contains brackets, use -LiteralPath.");

    /// <summary>The wildcards match no file.</summary>
    public static Problem NoFileMatches(string path) => new(nameof(FileNotFound), ObjectNotFound,
        $"No file matches '{DisplayText.Sentence(path)}'.", "Correct the path. If the name contains brackets, use -LiteralPath.");

    /// <summary>The input is the journal that the run writes.</summary>
    public static Problem JournalIsInput(string path) => new(nameof(JournalIsInput), InvalidArgument,
        $"'{DisplayText.Sentence(path)}' is both the input and the journal of this run, which would read what it writes.",
        "Use another -JournalPath, or read the journal first: $rows = Import-ParticipantRoleConfig …; $rows | Set-ParticipantRoleConfig ….");

    /// <summary>The journal of a report does not exist.</summary>
    public static Problem JournalNotFound(string path) => new(nameof(JournalNotFound), ObjectNotFound,
        $"There is no journal '{DisplayText.Sentence(path)}'.", "Correct -JournalPath; no file was written.");
}
