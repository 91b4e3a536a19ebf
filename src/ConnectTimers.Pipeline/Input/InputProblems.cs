using ConnectTimers.Parsing;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Problems with the input and the parameters. The method's name is the error id.</summary>
internal static class InputProblems
{
    private const int MaxColumnsShown = 10;
    private const string FixAndRerun = "Fix this value and rerun; nothing was sent for this contact.";
    private const string FixConflict = "Make them equal, or leave one of them out, and rerun; nothing was sent for this contact.";

    /// <summary>A timer's value is neither 2 to 480 whole minutes nor Unset.</summary>
    public static Problem InvalidTimerValue(string timer, object value) => new(nameof(InvalidTimerValue), InvalidArgument,
        $"{timer} is {DisplayText.Value(value)}; it must be 2 to 480 whole minutes, or the word Unset.", FixAndRerun);

    /// <summary>A name in UnsetTimers is not that of a timer.</summary>
    public static Problem UnknownTimer(string name) => new(nameof(UnknownTimer), InvalidArgument,
        $"UnsetTimers has {DisplayText.Value(name)}, which is not a timer.", "Use CustomerIdle, CustomerDisconnect, AgentIdle and AgentDisconnect; nothing was sent for this contact.");

    /// <summary>A config or an outcome without the property that says which timers it removes.</summary>
    public static Problem UnsetTimersMissing() => new(nameof(UnsetTimersMissing), InvalidData,
        "Select-Object left out UnsetTimers, so it is not known which timers are removed.", "Select UnsetTimers as well; nothing was sent for this contact.");

    /// <summary>A timer has neither minutes nor Unset, or both.</summary>
    public static Problem IncompleteTimer(string what) => new(nameof(IncompleteTimer), InvalidArgument, what,
        "Give a role (Customer or Agent), a type (Idle or Disconnect), and 2 to 480 minutes or Unset; nothing was sent for this contact.");

    /// <summary>The journal has no run with this id.</summary>
    public static Problem RunNotFound(string runId, string path, IReadOnlyList<string> runs) => new(nameof(RunNotFound), ObjectNotFound,
        $"The journal '{DisplayText.Sentence(path)}' has no run {DisplayText.Value(runId)}."
        + (runs.Count == 0 ? " It has no runs with an id." : $" Its last {(runs.Count == 1 ? "run is" : "runs are")} {string.Join(", ", runs.Skip(Math.Max(0, runs.Count - MaxColumnsShown)).Select(DisplayText.Value))}."),
        "Correct -RunId, or leave it out to undo all runs of the journal; nothing was sent.");

    /// <summary>A value is not a participant role.</summary>
    public static Problem InvalidRole(object? value) => new(nameof(InvalidRole), InvalidArgument,
        value is null ? "The participant role is missing." : $"{DisplayText.Value(value)} is not a participant role.", "Use Customer or Agent.");

    /// <summary>A value is not a timer type.</summary>
    public static Problem InvalidTimerType(object? value) => new(nameof(InvalidTimerType), InvalidArgument,
        value is null ? "The timer type is missing." : $"{DisplayText.Value(value)} is not a timer type.", "Use Idle, or DisconnectNoncustomer (Disconnect for short).");

    /// <summary>A text cannot be an id.</summary>
    public static Problem InvalidId(string column, object value, string reason, string action) => new("Invalid" + column, InvalidArgument,
        $"{column} {DisplayText.Value(value)} is not an id: {reason}.", $"{action} Nothing was sent for this contact.");

    /// <summary>The column Id has a number, and there is no other column of the contact.</summary>
    public static Problem RowNumber(object value) => new(nameof(RowNumber), InvalidArgument,
        $"Id is {DisplayText.Value(value)}: the number of a row, not a contact.", "Name the column of the contact ContactId; nothing was sent for this row.");

    /// <summary>A text starts with arn: but is not the ARN of an instance or contact.</summary>
    public static Problem InvalidArn(string column, object value) => new(nameof(InvalidArn), InvalidArgument,
        $"{column} {DisplayText.Value(value)} is not the ARN of an Amazon Connect {(column == nameof(Column.ContactId) ? "contact" : "instance or contact")}.",
        "Use the id, or arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE, followed by /contact/CONTACT for a contact.");

    /// <summary>A text starts with arn: but is not the ARN of a queue or agent.</summary>
    public static Problem InvalidResourceArn(string parameter, object value, string kind) => new(nameof(InvalidArn), InvalidArgument,
        $"-{parameter} {DisplayText.Value(value)} is not the ARN of an Amazon Connect {kind}.",
        $"Use the id, or arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/{kind}/ID.");

    /// <summary>A text cannot be a Region's code.</summary>
    public static Problem InvalidRegion(object value) => new(nameof(InvalidRegion), InvalidArgument,
        $"{DisplayText.Value(value)} is not a Region.", "Use a Region's code, such as eu-west-2.");

    /// <summary>Two sources give different values for one column.</summary>
    public static Problem Conflicting(Column column, object first, string firstSource, object second, string secondSource) =>
        new("Conflicting" + column, InvalidArgument,
            $"{column} is {DisplayText.Value(first)} in {firstSource} and {DisplayText.Value(second)} in {secondSource}.", FixConflict);

    /// <summary>Two ARNs name different accounts.</summary>
    public static Problem ConflictingAccounts(string first, string firstSource, string second, string secondSource) =>
        new("ConflictingAccount", InvalidArgument, $"The account is {first} in {firstSource} and {second} in {secondSource}.", FixConflict);

    /// <summary>Two timers of one kind have different values.</summary>
    public static Problem DuplicateTimer(TimerKind kind, TimerValue first, string firstSource, TimerValue second, string secondSource) =>
        new(nameof(DuplicateTimer), InvalidArgument,
            $"{kind} is set twice: {first} in {firstSource} and {second} in {secondSource}.", FixConflict);

    /// <summary>More ids than one search allows.</summary>
    public static Problem TooManyIds(string parameter, int count, int max) => new("TooMany" + parameter + "s", InvalidArgument,
        $"-{parameter} has {count} ids; a search allows {max}.", "Search several times, or leave it out and filter the results.");

    /// <summary>A time span of less than a second.</summary>
    public static Problem InvalidLast(TimeSpan value) => new(nameof(InvalidLast), InvalidArgument,
        $"-Last is {value}, less than a second; PowerShell reads a plain number as ticks of 100 ns.",
        "Use 7.00:00:00 or (New-TimeSpan -Days 7) for seven days, 02:00:00 for two hours.");

    /// <summary>The contact or the instance is missing.</summary>
    public static Problem MissingId(Column column) => new("Missing" + column, InvalidArgument,
        $"There is no {column}.", column == Column.ContactId ? "Name the contact, for example in a column ContactId." : $"Use -{column}, or a column {column}.");

    /// <summary>No column or property of the input is known.</summary>
    public static Problem UnrecognizedInput(string what) => new(nameof(UnrecognizedInput), InvalidData,
        $"{what} cannot be read; check the delimiter and the column names.",
        "Pipe contact ids, timers from New-ParticipantTimer, configs, or rows with the columns InstanceId, ContactId and CustomerIdle, CustomerDisconnect, AgentIdle, AgentDisconnect.");

    /// <summary>A text begins like JSON but is not. The message does not contain it: answers of StartChatContact have a token.</summary>
    public static Problem InvalidJson() => new(nameof(InvalidJson), InvalidData,
        "The text begins like JSON and cannot be read as JSON.",
        "Pipe one whole object a line, as in JSON Lines, or use Get-Content -Raw; nothing was sent for it.");

    /// <summary>Properties of rows that resemble columns.</summary>
    public static Problem UnrecognizedColumn(IReadOnlyList<ColumnHeader> columns, int rows, string first) => ColumnProblems.UnrecognizedColumn(
        $"{Rows(rows, "row", "has", "have", first)} {(columns.Count == 1 ? "a column that is" : "columns that are")}", [.. columns.Select(c => (c, (int?)null))]);

    /// <summary>Rows whose only column is a whole header.</summary>
    public static Problem HeaderInOneColumn(string header, int rows, string first) => new(nameof(HeaderInOneColumn), InvalidData,
        $"{Rows(rows, "row", "has", "have", first)} only one column, {DisplayText.Value(header)}: the file was read with another delimiter. Nothing was sent.",
        $"Use Import-ParticipantRoleConfig, which finds the delimiter, or Import-Csv -Delimiter {(FileLine.FindDelimiter(header) is { } c and not '\t' ? $"'{c}'" : "\"`t\"")}.");

    /// <summary>Texts that are lines of a file. The message does not contain them: answers of StartChatContact have a token.</summary>
    public static Problem FileAsLines(string format, int lines, string first) => new(nameof(FileAsLines), InvalidData,
        $"{Rows(lines, "text", "is a line", "are lines", first)} of a {format} file, not {(lines == 1 ? "a contact" : "contacts")}. Nothing was sent.",
        format == "JSON" ? "Use Import-ParticipantRoleConfig with the file's path, or Get-Content -Raw and ConvertFrom-Json." : "Use Import-ParticipantRoleConfig or Import-Csv with the file's path.");

    /// <summary>-Timer is an empty list.</summary>
    public static Problem EmptyTimerList() => new(nameof(EmptyTimerList), InvalidArgument,
        "-Timer is empty.", "Give it timers from New-ParticipantTimer, or leave it out.");

    /// <summary>A contact has no timer at all.</summary>
    public static Problem NothingToSet() => new(nameof(NothingToSet), InvalidData,
        "There is no timer to set.", "Use -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect or -Timer, or fill one of those columns.");

    /// <summary>Input in which no contact has a timer: the timers are more likely in columns with other names.</summary>
    /// <param name="contacts">The number of contacts.</param>
    /// <param name="columns">The columns of the first of them that have no meaning.</param>
    public static Problem NoTimers(int contacts, IReadOnlyList<string> columns) => new(nameof(NoTimers), InvalidData,
        $"{(contacts == 1 ? "The contact has" : $"{DisplayText.Number(contacts)} contacts have")} no timer, so nothing was sent."
        + (columns.Count == 0 ? "" : $" Their other columns are {List(columns)}."),
        "Use -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect or -Timer, or name the columns so. For a file with other names use Import-ParticipantRoleConfig -Column @{ CustomerIdle = 'Mins' }.");

    /// <summary>A key of -Column is not a meaning.</summary>
    public static Problem UnknownMeaning(object key) => new("InvalidColumn", InvalidArgument,
        $"-Column: {DisplayText.Value(key)} is not the meaning of a column.",
        "Use InstanceId, ContactId, Region, CustomerIdle, CustomerDisconnect, AgentIdle, AgentDisconnect, or Role, Type, Minutes and Unset, as in @{ ContactId = 'Chat' }.");

    /// <summary>A value of -Column is not the name of one column.</summary>
    public static Problem InvalidColumnName(object key, object? value) => new("InvalidColumn", InvalidArgument,
        $"-Column: {key} is {DisplayText.Value(value)}; it must be the name of one column.", "Use the name as it is in the file's header, as in @{ ContactId = 'Chat' }.");

    /// <summary>-Column gives one column two meanings.</summary>
    public static Problem ColumnMappedTwice(string name, Column first, Column second) => new("InvalidColumn", InvalidArgument,
        $"-Column: {DisplayText.Value(name)} is both {first} and {second}.", "Give each meaning a column of its own.");

    /// <summary>-Column names one meaning twice, in two spellings.</summary>
    public static Problem MeaningMappedTwice(Column meaning) => new("InvalidColumn", InvalidArgument,
        $"-Column names {meaning} twice.", "Name each meaning once.");

    /// <summary>The file does not have a column of -Column.</summary>
    public static Problem NoSuchColumn(string file, string name, IReadOnlyList<string> columns) => new(nameof(NoSuchColumn), InvalidData,
        $"{DisplayText.Value(file)} has no column {DisplayText.Value(name)}, which -Column names. Its columns are {List(columns)}.",
        "Correct -Column and rerun; nothing of this file was used.");

    /// <summary>The run was stopped before the contact's turn.</summary>
    public static Problem Stopped() => new("NotSent", OperationStopped,
        "The run was stopped before this contact's turn; nothing was sent.", "Run it again; Set-ParticipantRoleConfig with -JournalPath and -Resume sends only what is left.");

    /// <summary>A row that equals the one before it.</summary>
    public static Problem Repeated() => new(nameof(Repeated), NotSpecified,
        "It repeats the row before it, which was used.", "Nothing; the chat has these timers once.");

    /// <summary>An outcome of an earlier run that the service accepted.</summary>
    public static Problem AlreadyAccepted() => new(nameof(AlreadyAccepted), NotSpecified,
        "It is the outcome of an earlier run, in which the service accepted these timers; nothing was sent.", "To send them again, use a config or a row instead of the outcome.");

    /// <summary>An invalid row or outcome that was read back from a file.</summary>
    public static Problem WasInvalid(string reason) => new(nameof(WasInvalid), InvalidData,
        $"It was invalid before: {DisplayText.Sentence(reason)}", "Fix the row where it came from, and use that; nothing was sent for this contact.");

    /// <summary>New-ParticipantTimer reported a problem and passed an <see cref="ConnectTimers.InvalidTimer"/> on.</summary>
    public static Problem InvalidTimer(string reason) => new(nameof(InvalidTimer), InvalidData,
        $"One of its timers is invalid: {DisplayText.Sentence(reason)}", FixAndRerun);

    /// <summary>An earlier timer of the same contact was invalid.</summary>
    public static Problem OtherTimerInvalid() => new(nameof(OtherTimerInvalid), InvalidData,
        "Another timer of this contact was invalid earlier in this run, and its other timers alone could end a live chat early.",
        "Fix the other timer and rerun; nothing was sent for this timer.");

    /// <summary>A script block in place of a value.</summary>
    public static Problem ScriptBlockAsValue(string name) => new(nameof(ScriptBlockAsValue), InvalidArgument,
        $"{DisplayText.Value(name)} contains a script block, not a value.",
        "Put the value there, or give the script block to a parameter: Set-ParticipantRoleConfig -ContactId { $_.Chat }.");

    /// <summary>An object that has no AWS credentials. The message does not contain the value.</summary>
    public static Problem InvalidCredential(object value) => new(nameof(InvalidCredential), AuthenticationError,
        $"-Credential is a {value.GetType().Name}, which has no AWS credentials.",
        "Use the output of Get-AWSCredential, or a PSCredential with the access key id as user name and the secret key as password.");

    /// <summary>A parameter of the journal without -JournalPath.</summary>
    public static Problem JournalPathMissing(string parameter) => new(nameof(JournalPathMissing), InvalidArgument,
        $"-{parameter} needs -JournalPath.", "Use -JournalPath with the journal of the previous run, or of this one.");

    /// <summary>-JournalProperty names a column that the journal uses itself.</summary>
    public static Problem JournalPropertyTaken(string name) => new(nameof(JournalPropertyTaken), InvalidArgument,
        $"-JournalProperty {DisplayText.Value(name)} is a name that the journal or the input uses itself.",
        "Use other columns; the properties of an outcome, Time and Endpoint are names of the journal.");

    /// <summary>-JournalProperty names a column that holds a secret.</summary>
    public static Problem JournalPropertySecret(string name) => new(nameof(JournalPropertySecret), InvalidArgument,
        $"-JournalProperty {DisplayText.Value(name)} is a secret, and a journal contains none.", "Leave it out.");

    private static string List(IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Take(MaxColumnsShown).Select(DisplayText.Value)) + (columns.Count > MaxColumnsShown ? ", …" : "");

    // One row has its place in front; a list on the command line has its parameter.
    private static string Rows(int count, string noun, string one, string several, string first) =>
        count == 1 ? $"The {noun} {one}"
        : first.StartsWith("-", StringComparison.Ordinal) ? $"The {DisplayText.Number(count)} {noun}s of {first} {several}"
        : $"{DisplayText.Number(count)} {noun}s, the first of them {first}, {several}";
}
