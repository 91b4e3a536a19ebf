namespace ConnectTimers.Parsing;

/// <summary>
/// The list of rows in an object that is not a row itself: the AWS CLI's <c>{"Contacts": […], "TotalCount": 2}</c>, or <c>{"value": […], "Count": 2}</c>,
/// as Windows PowerShell converts an array.
/// </summary>
public static class RowList
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "Contacts", "value", "items", "rows", "data", "results", "chats" };

    /// <summary>Whether a member of this name holds rows, if it is a list and no other member is a known column.</summary>
    public static bool IsName(string name) => Names.Contains(name);
}
