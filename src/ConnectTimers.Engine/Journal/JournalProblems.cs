using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Journal;

/// <summary>Problems of a journal. The method's name is the error id.</summary>
internal static class JournalProblems
{
    public static Problem JournalInUse(string path) => new(nameof(JournalInUse), ResourceBusy,
        $"The journal '{DisplayText.Sentence(path)}' is locked by another run or program.",
        "Wait until it has ended, or use another -JournalPath; nothing was sent.");

    /// <param name="path">The file.</param>
    /// <param name="place">The line that is not a journal's, such as "line 1".</param>
    /// <param name="action">What to do next.</param>
    public static Problem NotAJournal(string path, string place, string action) => new(nameof(NotAJournal), InvalidData,
        $"'{DisplayText.Sentence(path)}' is not a ConnectTimers journal ({place}).", action);

    public static Problem JournalNotReadable(string path, ProblemCategory category, string reason) => new(nameof(JournalNotReadable), category,
        $"Cannot read the journal '{DisplayText.Sentence(path)}': {DisplayText.Sentence(reason)}",
        "Check the path and the permissions; no file was written and nothing was sent.");

    /// <param name="path">The file.</param>
    /// <param name="change">What has happened to it, as a predicate.</param>
    /// <param name="outcomes">The number of outcomes of this run that were written to it.</param>
    public static Problem JournalChanged(string path, string change, int outcomes) => new(nameof(JournalChanged), WriteError,
        $"The journal '{DisplayText.Sentence(path)}' {change} during the run. The outcomes of this run up to then, {DisplayText.Number(outcomes)}, were written to it; "
        + "of those, the file at this path may have none.",
        "Keep the output of this run. Restore the journal if you can, and let nothing else write to it; then rerun: Set-ParticipantRoleConfig -Resume sends contacts again that it does not have.");

    public static Problem JournalNotWritable(string path, string reason) => new(nameof(JournalNotWritable), WriteError,
        $"Cannot write to the journal '{DisplayText.Sentence(path)}': {DisplayText.Sentence(reason)}",
        "Check the folder, its permissions and its free space, or use another -JournalPath. Treat contacts without a line in the journal as not sent.");
}
