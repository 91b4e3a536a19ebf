using ConnectTimers.Parsing;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Problems of a file. The method's name is the error id. A problem of a row does not name its place, which the caller adds; a problem of the whole file
/// names the file.
/// </summary>
internal static class ImportProblems
{
    private const string FixObject = "Fix the object; nothing was sent for this contact.";
    private const string SaveAsUtf8 = "Save the file as UTF-8; Excel calls it \"CSV UTF-8\".";
    private const string CheckWriter = "Check that it is the right file and that the program that writes it has finished.";
    private const int MaxHeadersShown = 5;

    // ---- The file ----

    public static Problem FileIsDirectory(string path) => new(nameof(FileIsDirectory), InvalidArgument,
        $"'{DisplayText.Sentence(path)}' is a folder, not a file.", "Use the path of a file.");

    public static Problem FileInUse(string path) => new(nameof(FileInUse), ResourceBusy,
        $"The file '{DisplayText.Sentence(path)}' is locked by another process.", "Close it there, or use a copy of it.");

    public static Problem FileNotReadable(string path, ProblemCategory category, string reason) => new(nameof(FileNotReadable), category,
        $"Cannot read the file '{DisplayText.Sentence(path)}': {DisplayText.Sentence(reason)}",
        "Check its permissions and that its drive or share is still available. Rows that were not read were not sent.");

    public static Problem EmptyFile(string path) => new(nameof(EmptyFile), InvalidData, $"{Name(path)} is empty.", CheckWriter);

    public static Problem NoRows(string path) => new(nameof(NoRows), InvalidData, $"{Name(path)} has no rows.", CheckWriter);

    public static Problem BinaryFile(string path) => new(nameof(BinaryFile), InvalidData,
        $"{Name(path)} is not a text file: its first line contains a NUL, as in a workbook (.xlsx), an archive, or UTF-16 without a byte order mark.",
        "Save it as CSV in UTF-8; nothing was sent.");

    public static Problem InvalidUtf16(string path) => new(nameof(InvalidUtf16), InvalidData,
        $"{Name(path)} begins as UTF-16 but becomes invalid UTF-16 after the rows read so far.", SaveAsUtf8);

    public static Problem InvalidDelimiter(char delimiter) => new(nameof(InvalidDelimiter), InvalidArgument,
        $"{Delimiter(delimiter)} cannot be the delimiter.",
        "Use a tab, or a printable ASCII character other than the double quote.");

    public static Problem WrongDelimiter(string path, char given, char better) => new(nameof(WrongDelimiter), InvalidArgument,
        $"The header of {Name(path)} has no delimiter {Delimiter(given)}: with it the whole line is one column.", $"Use -Delimiter {Delimiter(better)}, or leave it out.");

    public static Problem NoKnownColumn(string path, IReadOnlyList<string> headers) => new(nameof(NoKnownColumn), InvalidData,
        $"{Name(path)} has no known column: its first line is {Headers(headers)}.",
        $"Check the delimiter and the column names in the first line. Known columns: {string.Join(", ", Enum.GetNames<Column>())}. Other columns are allowed.");

    public static Problem UnrecognizedColumn(string path, IReadOnlyList<(ColumnHeader Header, int? Position)> columns) =>
        ColumnProblems.UnrecognizedColumn($"{Name(path)} has {(columns.Count == 1 ? "a column that is" : "columns that are")}", columns);

    public static Problem LooksLikeJson(string path) => new(nameof(LooksLikeJson), InvalidData,
        $"{Name(path)} is read as CSV because of its extension, but begins like JSON.", "Use -Format Json or JsonLines, or rename it to .json or .jsonl.");

    public static Problem MixedLayouts(string path, string wide, string role, string type) => new(nameof(MixedLayouts), InvalidData,
        $"{Name(path)} has both a column per timer ({DisplayText.Value(wide)}) and a row per timer ({DisplayText.Value(role)}, {DisplayText.Value(type)}).",
        "Use only one of the two layouts; nothing was sent.");

    public static Problem DuplicateHeader(string path, string header, int first, int second) => new(nameof(DuplicateHeader), InvalidData,
        $"{Name(path)} has two columns {DisplayText.Value(header.Trim())}: {DisplayText.Number(first)} and {DisplayText.Number(second)}.",
        "Rename or remove one of them; nothing was sent.");

    // ---- A row ----

    public static Problem TooManyCells(int cells, int headers) => new(nameof(TooManyCells), InvalidData,
        $"The row has {DisplayText.Number(cells)} cells but the file has {DisplayText.Number(headers)} columns. Often a cell that contains the delimiter is not quoted.",
        "Put double quotes around that cell; nothing was sent for this contact.");

    public static Problem UnclosedQuote(int lines) => new(nameof(UnclosedQuote), InvalidData,
        $"A quote opens here and is never closed: everything after it, {(lines == 1 ? "to the end of the line" : DisplayText.Number(lines) + " lines including this one")}, is one cell and was not read.",
        "Close the quote, or double it if it is text; then rerun the contacts from here on.");

    public static Problem TextAfterQuote(string cell, int lines) => new(nameof(TextAfterQuote), InvalidData,
        $"Text follows a closing quote in {DisplayText.Value(cell)}{(lines == 1 ? "" : $", a cell of {DisplayText.Number(lines)} lines")}. Often an earlier quote is never closed.",
        "Close each quote, and double quotes that are text; nothing was sent for this contact.");

    public static Problem RecordTooLong(int limit) => new(nameof(RecordTooLong), InvalidData,
        $"The row is longer than {DisplayText.Number(limit)} bytes. Often a quote or bracket is never closed. The rest of the file was not read.",
        "Fix it, then rerun the contacts from here on.");

    public static Problem InvalidUtf8() => new(nameof(InvalidUtf8), InvalidData, "The row contains bytes that are not valid UTF-8.", SaveAsUtf8);

    public static Problem TornRow(int cells, int headers) => new(nameof(TornRow), InvalidData,
        $"The last row of the file is cut off: it has {DisplayText.Number(cells)} of {DisplayText.Number(headers)} cells and no line end. The program that writes it was stopped or is still writing.",
        "Complete or remove the row, then rerun that contact.");

    public static Problem MixedEncodings(int lines) => new(nameof(MixedEncodings), InvalidData,
        $"From here on the file is in another encoding than before, UTF-16 after UTF-8 or UTF-8 after UTF-16, as '>>' of Windows PowerShell adds it. {DisplayText.Count(lines, "line was", "lines were")} not read.",
        "Write the whole file in one encoding (Out-File -Encoding utf8 -Append), then rerun the contacts from here on.");

    public static Problem TruncatedLine(int column) => new(nameof(TruncatedLine), InvalidData,
        $"The last line of the file is cut off at column {DisplayText.Number(column)}: the program that writes it was stopped or is still writing.",
        "Complete or remove the line, then rerun that contact.");

    public static Problem InvalidJson(string cause, int column) => new(nameof(InvalidJson), InvalidData,
        $"Invalid JSON at column {DisplayText.Number(column)}: {cause}", "Fix it. In an array, nothing after it was read.");

    public static Problem NotAnObject(string found) => new(nameof(NotAnObject), InvalidData,
        $"Expected an object, found {found}.",
        "Use objects: rows as ConvertTo-Json writes them, or the input of 'aws connect update-participant-role-config --cli-input-json'.");

    public static Problem InvalidUnicode() => new(nameof(InvalidUnicode), InvalidData,
        "The object contains half a character: a \\u escape of a surrogate without its other half.", FixObject);

    public static Problem DuplicateMember(string name) => new(nameof(DuplicateMember), InvalidData,
        $"The object has two members {DisplayText.Value(name)} with different values.", FixObject);

    public static Problem ColumnBesideList(string name) => new(nameof(ColumnBesideList), InvalidData,
        $"The member {DisplayText.Value(name)} follows the list of rows and is in none of them, so it was not used.", "Move it into each object of the list, or use the parameter of that name.");

    public static Problem NestedValue(string name) => new(nameof(NestedValue), InvalidData,
        $"The member {DisplayText.Value(name)} is an object or array; expected a single value.", FixObject);

    public static Problem NoTimerList() => new(nameof(NoTimerList), InvalidData,
        "The object has a ChannelConfiguration but no entry in Chat.ParticipantTimerConfigList.", FixObject);

    public static Problem InvalidTimerEntry(string found) => new(nameof(InvalidTimerEntry), InvalidData,
        $"ParticipantTimerConfigList contains {found}; expected an object.", FixObject);

    public static Problem TimerOutsideList(string name) => new(nameof(TimerOutsideList), InvalidData,
        $"The member {DisplayText.Value(name)} is a timer outside ChannelConfiguration.", "Move each timer into ParticipantTimerConfigList; nothing was sent for this contact.");

    private static string Name(string path) => DisplayText.Value(Path.GetFileName(path));

    private static string Delimiter(char delimiter) => delimiter switch
    {
        ' ' => "' '",
        '\t' => "\"`t\"", // as PowerShell writes a tab
        _ => DisplayText.Value(delimiter),
    };

    private static string Headers(IReadOnlyList<string> headers) =>
        string.Join(", ", headers.Take(MaxHeadersShown).Select(h => DisplayText.Value(h))) + (headers.Count > MaxHeadersShown ? ", …" : "");
}
