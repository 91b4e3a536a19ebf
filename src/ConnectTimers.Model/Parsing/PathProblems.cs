using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Parsing;

/// <summary>What can be wrong with a path before any file is opened. The method's name is the error's id.</summary>
public static class PathProblems
{
    /// <summary>A path that leads to no drive of files.</summary>
    public static Problem NotAFile(string parameter, string path, string provider) => new(nameof(NotAFile), InvalidArgument,
        $"-{parameter} {DisplayText.Value(path)} is of the provider {provider}, and only files can be read and written.", "Give the path of a file; no file was written.");

    /// <summary>A name or a wildcard that no file has.</summary>
    public static Problem JournalNotFound(string path) => new(nameof(JournalNotFound), ObjectNotFound,
        $"There is no journal '{DisplayText.Sentence(path)}'.", "Correct -JournalPath; no file was written.");

    /// <summary>A journal that would not be a file.</summary>
    public static Problem InvalidJournalPath(string path, string provider) => new(nameof(InvalidJournalPath), InvalidArgument,
        $"-JournalPath {DisplayText.Value(path)} is of the provider {provider}, and a journal is a file.", "Give the path of a file.");

    /// <summary>A path that leads nowhere.</summary>
    public static Problem FileNotFound(string path) => new(nameof(FileNotFound), ObjectNotFound,
        $"There is no file '{DisplayText.Sentence(path)}'.", "Correct the path; -LiteralPath takes names with brackets as they are.");

    /// <summary>A path with wildcards that match nothing.</summary>
    public static Problem NoFileMatches(string path) => new("FileNotFound", ObjectNotFound,
        $"No file matches '{DisplayText.Sentence(path)}'.", "Correct the path; -LiteralPath takes names with brackets as they are.");

    /// <summary>A path that does not lead to a file.</summary>
    public static Problem NotAFile(string path, string provider) => new(nameof(NotAFile), InvalidArgument,
        $"{DisplayText.Value(path)} is of the provider {provider}, and only files can be read.", "Give the path of a file.");
}
