using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Recognition;

/// <summary>What can be wrong with a path before any file is opened. The method's name is the error's id.</summary>
public static class PathProblems
{
    /// <summary>A path that leads to no drive of files.</summary>
    public static Problem NotAFile(string parameter, string path, string provider) => new(nameof(NotAFile), InvalidArgument,
        $"-{parameter} {Shown.Value(path)} is of the provider {provider}, and only files can be read and written.", "Give the path of a file; no file was written.");

    /// <summary>A name or a wildcard that no file has.</summary>
    public static Problem JournalNotFound(string path) => new(nameof(JournalNotFound), ObjectNotFound,
        $"There is no journal '{Shown.Sentence(path)}'.", "Correct -JournalPath; no file was written.");
}
