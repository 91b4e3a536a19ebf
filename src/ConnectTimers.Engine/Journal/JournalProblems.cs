using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Journal;

/// <summary>Problems of a journal. The method's name is the error id.</summary>
internal static class JournalProblems
{
    public static Problem JournalInUse(string path) => new(nameof(JournalInUse), ResourceBusy,
        $"Another run is writing to the journal '{DisplayText.Sentence(path)}'.",
        "Wait until it has ended, or use another -JournalPath; nothing was sent.");

    /// <param name="path">The file.</param>
    /// <param name="place">The line that is not a journal's, such as "line 1".</param>
    /// <param name="action">What to do next.</param>
    public static Problem NotAJournal(string path, string place, string action) => new(nameof(NotAJournal), InvalidData,
        $"'{DisplayText.Sentence(path)}' is not a ConnectTimers journal ({place}).", action);

    public static Problem JournalNotWritable(string path, string reason) => new(nameof(JournalNotWritable), WriteError,
        $"Cannot write to the journal '{DisplayText.Sentence(path)}': {DisplayText.Sentence(reason)}",
        "Check the folder, its permissions and its free space, or use another -JournalPath. Treat contacts without a line in the journal as not sent.");
}
