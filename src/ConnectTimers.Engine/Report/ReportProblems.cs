using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Report;

/// <summary>Everything that can be wrong with a report, each as a sentence. The method's name is the error's id.</summary>
internal static class ReportProblems
{
    public static Problem NotAnOutcome(string what) => new(nameof(NotAnOutcome), InvalidData,
        $"It {what}, so it is no outcome, and is left out of the report.",
        "Pipe in what Set-ParticipantRoleConfig -PassThru writes, or what Import-Csv, ConvertFrom-Json or Import-Clixml make of it; files of journals go to -JournalPath.");

    public static Problem NothingToReport(string where) => new(nameof(NothingToReport), InvalidData,
        $"There is no outcome to report{where}; no file was written.",
        "Give journals with -JournalPath, or pipe in what Set-ParticipantRoleConfig -PassThru writes.");

    public static Problem JournalNotReadable(string path, ProblemCategory category, string reason) => new(nameof(JournalNotReadable), category,
        $"The journal '{DisplayText.Sentence(path)}' cannot be opened or read: {DisplayText.Sentence(reason)}",
        "Check the path and the permissions; no file was written.");

    public static Problem ReportExists(string path) => new(nameof(ReportExists), WriteError,
        $"There is a file '{DisplayText.Sentence(path)}' already, and -NoClobber is given.", "Give another -Path, or leave -NoClobber out; no file was written.");

    public static Problem ReportOverJournal(string path) => new(nameof(ReportOverJournal), InvalidArgument,
        $"-Path leads to '{DisplayText.Sentence(path)}', which is a journal; a report in its place would lose what was set.",
        "Give another -Path; the journal was left as it is.");

    public static Problem ReportUnwritable(string path, string reason) => new(nameof(ReportUnwritable), WriteError,
        $"The report '{DisplayText.Sentence(path)}' cannot be written: {DisplayText.Sentence(reason)}",
        "Check the folder, the permissions and the space left there, or give another -Path.");
}
