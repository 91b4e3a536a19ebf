using ConnectTimers.Parsing;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Everything that can be wrong with a file, each as a sentence. The method's name is the error's id. What is wrong with a row leaves
/// its place to whoever shows it; what is wrong with the file as a whole names the file.
/// </summary>
internal static class ImportProblems
{
    private const string CorrectObject = "Correct the object; nothing was sent for that contact.";
    private const string SaveAsUtf8 = "Save the file as UTF-8; Excel calls it \"CSV UTF-8\".";
    private const int MaxHeadersShown = 5;

    // ---- The file ----

    public static Problem FileIsDirectory(string path) => new(nameof(FileIsDirectory), InvalidArgument,
        $"'{DisplayText.Sentence(path)}' is a folder, not a file.", "Give the path of a file.");

    public static Problem FileInUse(string path) => new(nameof(FileInUse), ResourceBusy,
        $"Another program has the file '{DisplayText.Sentence(path)}' and shares it with nobody.", "Close it there, or give a copy of it.");

    public static Problem FileUnreadable(string path, ProblemCategory category, string reason) => new(nameof(FileUnreadable), category,
        $"The file '{DisplayText.Sentence(path)}' cannot be read: {DisplayText.Sentence(reason)}",
        "Check the permissions, and that the drive or share it is on is still there; what had not been read from it was not sent.");

    public static Problem EmptyFile(string path) => new(nameof(EmptyFile), InvalidData,
        $"{Name(path)} is empty.", "Check that it is the right file, and that whoever writes it has done so.");

    public static Problem NoRows(string path) => new(nameof(NoRows), InvalidData,
        $"{Name(path)} has no rows.", "Check that it is the right file, and that whoever writes it has done so.");

    public static Problem BinaryFile(string path) => new(nameof(BinaryFile), InvalidData,
        $"{Name(path)} is no text: there is a NUL in its first line, as in a workbook (.xlsx), an archive, or UTF-16 without a byte order mark.",
        "Save it as CSV in UTF-8; nothing was sent.");

    public static Problem BrokenUtf16(string path) => new(nameof(BrokenUtf16), InvalidData,
        $"{Name(path)} begins as UTF-16, and somewhere behind what was read it is none.", SaveAsUtf8);

    public static Problem InvalidDelimiter(char delimiter) => new(nameof(InvalidDelimiter), InvalidArgument,
        $"{(delimiter == ' ' ? "A blank" : DisplayText.Value(delimiter))} cannot be the delimiter.", "Give a tab, or a printable ASCII character other than the double quote.");

    public static Problem NoKnownColumn(string path, IReadOnlyList<string> headers) => new(nameof(NoKnownColumn), InvalidData,
        $"No column of {Name(path)} is known: its first line reads {Headers(headers)}.",
        $"Let the first line name the columns, with the right delimiter between them: {string.Join(", ", Enum.GetNames<Column>())}; others may stand beside them.");

    public static Problem MixedShapes(string path, string wide, string role, string type) => new(nameof(MixedShapes), InvalidData,
        $"{Name(path)} has a column a timer ({DisplayText.Value(wide)}) and a row a timer ({DisplayText.Value(role)}, {DisplayText.Value(type)}) at once.",
        "Use one of the two shapes; nothing was sent.");

    public static Problem DuplicateHeader(string path, string header, int first, int second) => new(nameof(DuplicateHeader), InvalidData,
        $"{Name(path)} has two columns {DisplayText.Value(header.Trim())}: {DisplayText.Number(first)} and {DisplayText.Number(second)}.",
        "Rename one of them, or take it out; nothing was sent.");

    // ---- A row ----

    public static Problem CellsBeyondHeader(int cells, int headers) => new(nameof(CellsBeyondHeader), InvalidData,
        $"It has {DisplayText.Number(cells)} cells under {DisplayText.Number(headers)} headers; often a cell with the delimiter in it lacks its quotes.",
        "Put double quotes around that cell; nothing was sent for that contact.");

    public static Problem UnclosedQuote(int lines) => new(nameof(UnclosedQuote), InvalidData,
        $"A quote opens here and is never closed: all that follows, {(lines == 1 ? "to the end of the line" : DisplayText.Number(lines) + " lines with this one")}, counts as one cell and was not read.",
        "Close the quote, or double it where it is text; run the contacts from here on again.");

    public static Problem TextAfterQuote(string cell, int lines) => new(nameof(TextAfterQuote), InvalidData,
        $"There is text behind a closing quote, in {DisplayText.Value(cell)}{(lines == 1 ? "" : $", a cell of {DisplayText.Number(lines)} lines")}; often a quote before it is never closed.",
        "Close each quote, and double those that are text; nothing was sent for that contact.");

    public static Problem RecordTooLong(int limit) => new(nameof(RecordTooLong), InvalidData,
        $"It is longer than {DisplayText.Number(limit)} bytes, which no row is; often a quote or bracket is never closed. The rest of the file was not read.",
        "Correct it, and run the contacts from here on again.");

    public static Problem InvalidUtf8() => new(nameof(InvalidUtf8), InvalidData,
        "It holds bytes that are no UTF-8.", SaveAsUtf8);

    public static Problem TornLine(int column) => new(nameof(TornLine), InvalidData,
        $"The file's last line is cut short at position {DisplayText.Number(column)}: whoever wrote it was stopped, or is still writing.",
        "Complete the line, or take it away, and run that contact again.");

    public static Problem InvalidJson(string what, int column) => new(nameof(InvalidJson), InvalidData,
        $"This is no JSON at position {DisplayText.Number(column)}: {what}", "Correct it; in an array, nothing behind it was read.");

    public static Problem NotAnObject(string found) => new(nameof(NotAnObject), InvalidData,
        $"There is {found} where an object belongs.",
        "Give objects: rows such as ConvertTo-Json writes, or what 'aws connect update-participant-role-config --cli-input-json' takes.");

    public static Problem InvalidText() => new(nameof(InvalidText), InvalidData,
        "It holds half a character: a \\u escape of a surrogate without its other half.", CorrectObject);

    public static Problem DuplicateMember(string name) => new(nameof(DuplicateMember), InvalidData,
        $"Its member {DisplayText.Value(name)} is there twice, with different values.", CorrectObject);

    public static Problem NestedValue(string name) => new(nameof(NestedValue), InvalidData,
        $"Its member {DisplayText.Value(name)} holds an object or array where a value belongs.", CorrectObject);

    public static Problem NoTimerList() => new(nameof(NoTimerList), InvalidData,
        "It has a ChannelConfiguration without a filled list Chat.ParticipantTimerConfigList.", CorrectObject);

    public static Problem InvalidTimerEntry(string found) => new(nameof(InvalidTimerEntry), InvalidData,
        $"Its ParticipantTimerConfigList holds {found} where an object belongs.", CorrectObject);

    public static Problem TimerBesideList(string name) => new(nameof(TimerBesideList), InvalidData,
        $"Its member {DisplayText.Value(name)} speaks of a timer beside its ChannelConfiguration.", "Put each timer into ParticipantTimerConfigList; nothing was sent for that contact.");

    private static string Name(string path) => DisplayText.Value(Path.GetFileName(path));

    private static string Headers(IReadOnlyList<string> headers) =>
        string.Join(", ", headers.Take(MaxHeadersShown).Select(h => DisplayText.Value(h))) + (headers.Count > MaxHeadersShown ? ", …" : "");
}
