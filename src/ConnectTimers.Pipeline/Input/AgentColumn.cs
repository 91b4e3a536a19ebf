using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Reads the column that says when the chat's agent joined.</summary>
internal static class AgentColumn
{
    /// <summary>Reads a value of the column ConnectedToAgentTimestamp, or of AgentInfo, which has that as a member.</summary>
    /// <param name="value">A time, text, or an object; blank when no agent has joined.</param>
    public static AgentPresence Read(object? value) => Row.Unwrap(value) switch
    {
        null or DBNull => AgentPresence.None,
        string text when text.Trim().Length == 0 => AgentPresence.None,
        var time and (DateTime or DateTimeOffset or string) => UtcTime.Read(time) is { } joined ? At(joined) : AgentPresence.Since(null),
        { } info => Read(Row.CellsOf(PSObject.AsPSObject(info)).FirstOrDefault(c => c.Name.Equals("ConnectedToAgentTimestamp", StringComparison.OrdinalIgnoreCase)).Value),
    };

    // SDKs have the year 1 for no time, events the year 1970.
    private static AgentPresence At(DateTime time) => time.Year <= 1970 ? AgentPresence.None : AgentPresence.Since(time);
}
