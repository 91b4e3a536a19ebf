using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Parsing;

/// <summary>Everything that can be wrong with what came in, each as a sentence. The method's name is the error's id.</summary>
public static class InputProblems
{
    private const int MostColumnsShown = 10;
    private const string CorrectAndRepeat = "Correct it and run it again; nothing was sent for it.";

    /// <summary>A timer's value is neither 2..480 whole minutes nor Unset.</summary>
    public static Problem InvalidTimerValue(string timer, object value) => new(nameof(InvalidTimerValue), InvalidArgument,
        $"{timer} is {DisplayText.Value(value)}; a timer takes 2 to 480 whole minutes, or the word Unset.", CorrectAndRepeat);

    /// <summary>A timer has neither minutes nor Unset, or both.</summary>
    public static Problem IncompleteTimer(string what) => new(nameof(IncompleteTimer), InvalidArgument, what,
        "Give 2 to 480 minutes, or Unset, for the role and type Customer or Agent, Idle or Disconnect; nothing was sent for that contact.");

    /// <summary>A word is no role.</summary>
    public static Problem InvalidRole(object? value) => new(nameof(InvalidRole), InvalidArgument,
        value is null ? "There is no participant role." : $"{DisplayText.Value(value)} is no participant role.", "Use Customer or Agent.");

    /// <summary>A word is no timer type.</summary>
    public static Problem InvalidTimerType(object? value) => new(nameof(InvalidTimerType), InvalidArgument,
        value is null ? "There is no timer type." : $"{DisplayText.Value(value)} is no timer type.", "Use Idle or DisconnectNoncustomer (Disconnect for short).");

    /// <summary>A text cannot be an id.</summary>
    public static Problem InvalidId(string column, object value, int maxLength) => new("Invalid" + column, InvalidArgument,
        $"{column} {DisplayText.Value(value)} cannot be an id: it takes 1 to {maxLength} characters, none of them a control character, and is not '.' or '..'.",
        CorrectAndRepeat);

    /// <summary>A text begins like an ARN but is none of an instance or contact.</summary>
    public static Problem InvalidArn(string column, object value) => new(nameof(InvalidArn), InvalidArgument,
        $"{column} {DisplayText.Value(value)} is not the ARN of a Connect {(column == nameof(Column.ContactId) ? "contact" : "instance or contact")}.",
        "Use the id, or arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE with /contact/CONTACT behind it for a contact.");

    /// <summary>A text cannot be a Region's code.</summary>
    public static Problem InvalidRegion(object value) => new(nameof(InvalidRegion), InvalidArgument,
        $"{DisplayText.Value(value)} cannot be a Region.", "Use a Region's code, such as eu-west-2.");

    /// <summary>Two places say two things.</summary>
    public static Problem Conflicting(Column column, object first, string firstSource, object second, string secondSource) =>
        new("Conflicting" + column, InvalidArgument,
            $"{column} is {DisplayText.Value(first)} in {firstSource} and {DisplayText.Value(second)} in {secondSource}.",
            "Leave one of them out, or make them agree; nothing was sent for that contact.");

    /// <summary>The same timer twice.</summary>
    public static Problem DuplicateTimer(TimerKind kind, TimerValue first, string firstSource, TimerValue second, string secondSource) =>
        new(nameof(DuplicateTimer), InvalidArgument,
            $"{kind} is there twice: {first} in {firstSource} and {second} in {secondSource}. The service refuses duplicates.",
            "Keep one of them; nothing was sent for that contact.");

    /// <summary>A text begins like an ARN but is none of what is asked for.</summary>
    public static Problem InvalidResourceArn(string parameter, object value, string kind) => new(nameof(InvalidArn), InvalidArgument,
        $"-{parameter} {DisplayText.Value(value)} is not the ARN of a Connect {kind}.",
        $"Use the id, or arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/{kind}/ID.");

    /// <summary>More ids than one search takes.</summary>
    public static Problem TooManyIds(string parameter, int count, int most) => new("TooMany" + parameter + "s", InvalidArgument,
        $"-{parameter} has {count} ids, and a search takes {most}.", "Search several times, or leave it out and filter what is found.");

    /// <summary>A time span that can hardly be meant.</summary>
    public static Problem InvalidLast(TimeSpan value) => new(nameof(InvalidLast), InvalidArgument,
        $"-Last is {value}, less than a second; PowerShell takes a number alone for ticks of 100 ns.",
        "Write 7.00:00:00 or (New-TimeSpan -Days 7) for seven days, 02:00:00 for two hours.");

    /// <summary>There is no contact, or no instance.</summary>
    public static Problem MissingId(Column column) => new("Missing" + column, InvalidArgument,
        $"There is no {column}.", $"Give it as -{column}, or in a column {column}.");

    /// <summary>Nothing in the input says what it is.</summary>
    public static Problem UnrecognizedInput(string what) => new(nameof(UnrecognizedInput), InvalidData,
        $"{what} is none of the shapes that can be read.",
        "Pipe contact ids, timers from New-ParticipantTimer, configs, or rows with the columns InstanceId, ContactId and CustomerIdle, CustomerDisconnect, AgentIdle, AgentDisconnect.");

    /// <summary>A list of timers has none in it.</summary>
    public static Problem EmptyTimerList() => new(nameof(EmptyTimerList), InvalidArgument,
        "-Timer is empty.", "Give it timers from New-ParticipantTimer, or leave it out.");

    /// <summary>A contact came with no timer at all.</summary>
    public static Problem NothingToSet() => new(nameof(NothingToSet), InvalidData,
        "There is no timer to set.", "Give -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect or -Timer, or fill one of those columns.");

    /// <summary>A file in which no contact at all has a timer: more likely a column by another name than a wish to set nothing.</summary>
    public static Problem NoTimersInFile(string name, int contacts, IReadOnlyList<string> columns) => new(nameof(NoTimersInFile), InvalidData,
        $"{DisplayText.Value(name)} sets nothing: of its {contacts} contacts none has a timer. Its columns are {string.Join(", ", columns.Take(MostColumnsShown).Select(DisplayText.Value))}{(columns.Count > MostColumnsShown ? ", …" : "")}.",
        "Name the columns CustomerIdle, CustomerDisconnect, AgentIdle, AgentDisconnect, and fill one; where they have to keep their names, use Import-Csv with -CustomerIdle { $_.Mins } and the like.");

    /// <summary>What New-ParticipantTimer passed on in place of a timer.</summary>
    public static Problem InvalidTimer(string reason) => new(nameof(InvalidTimer), InvalidData,
        $"A timer of it was refused before: {DisplayText.Sentence(reason)}", CorrectAndRepeat);

    /// <summary>A timer of a contact of which another was refused earlier in the same run.</summary>
    public static Problem OtherTimerInvalid() => new(nameof(OtherTimerInvalid), InvalidData,
        "Another timer of this contact was refused earlier in this run, and some of its timers alone could end a live chat early.", CorrectAndRepeat);

    /// <summary>A script block where a value belongs.</summary>
    public static Problem ScriptBlockAsValue(string name) => new(nameof(ScriptBlockAsValue), InvalidArgument,
        $"{DisplayText.Value(name)} holds a script block, not a value.",
        "Put the value there, or give the script block to the parameter, as in -ContactId { $_.Chat }.");

    /// <summary>Something that gives no credentials. The value itself stays out of the message.</summary>
    public static Problem InvalidCredential(object value) => new(nameof(InvalidCredential), AuthenticationError,
        $"-Credential is a {value.GetType().Name}, which gives no AWS credentials.",
        "Give what Get-AWSCredential returns, or a PSCredential whose user name is the access key and whose password is its secret.");

    /// <summary>A parameter that speaks of a journal, without one.</summary>
    public static Problem JournalPathMissing(string parameter) => new(nameof(JournalPathMissing), InvalidArgument,
        $"-{parameter} needs a journal, and there is no -JournalPath.", "Give -JournalPath with the file of the run before, or of this one.");

    /// <summary>A column whose name the journal uses itself.</summary>
    public static Problem JournalPropertyTaken(string name) => new(nameof(JournalPropertyTaken), InvalidArgument,
        $"-JournalProperty {DisplayText.Value(name)} is a name that means something to a journal or to a row.", "Name other columns; what the journal has of its own stands in docs/journal.md.");
}
