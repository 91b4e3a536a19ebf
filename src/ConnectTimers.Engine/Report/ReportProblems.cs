using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Report;

/// <summary>Problems of a report. The method's name is the error id.</summary>
internal static class ReportProblems
{
    /// <param name="reason">What is missing or invalid, as a predicate such as "has no Status".</param>
    public static Problem NotAnOutcome(string reason) => new(nameof(NotAnOutcome), InvalidData,
        $"It {reason}, so it is not an outcome and is left out of the report.",
        "Pipe the output of Set-ParticipantRoleConfig -PassThru, or what Import-Csv, ConvertFrom-Json or Import-Clixml read back; use -JournalPath for journals.");

    public static Problem NothingToReport(string where) => new(nameof(NothingToReport), InvalidData,
        $"There is no outcome to report{where}; no report was written.",
        "Use -JournalPath, or pipe the output of Set-ParticipantRoleConfig -PassThru.");

    public static Problem ReportExists(string path) => new(nameof(ReportExists), WriteError,
        $"The file '{DisplayText.Sentence(path)}' already exists, and -NoClobber is set.", "Use another -Path, or leave out -NoClobber; no report was written.");

    public static Problem ReportOverJournal(string path) => new(nameof(ReportOverJournal), InvalidArgument,
        $"-Path is '{DisplayText.Sentence(path)}', which is a journal; a report in its place would destroy the record of what was set.",
        "Use another -Path; the journal was left unchanged.");

    public static Problem ReportOverFile(string path) => new(nameof(ReportOverFile), InvalidArgument,
        $"-Path is '{DisplayText.Sentence(path)}', which exists and is not a report.", "Use another -Path, or -Force to replace it; the file was left unchanged.");

    public static Problem ReportThroughLink(string path, string target) => new(nameof(ReportThroughLink), WriteError,
        $"-Path is '{DisplayText.Sentence(path)}', a link to '{DisplayText.Sentence(target)}' in a folder that others can write to.",
        "Use the path of the file itself, or another -Path; no report was written.");

    public static Problem ReportNotWritable(string path, string reason) => new(nameof(ReportNotWritable), WriteError,
        $"Cannot write the report '{DisplayText.Sentence(path)}': {DisplayText.Sentence(reason)}",
        "Check the folder, its permissions and its free space, or use another -Path.");
}
