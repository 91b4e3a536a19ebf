using System.Globalization;
using System.Management.Automation;

namespace ConnectTimers.PowerShell.Input;

/// <summary>Reads the column that says when the chat's agent joined.</summary>
internal static class AgentColumn
{
    /// <summary>Reads a value of the column ConnectedToAgentTimestamp, or of AgentInfo, which has that as a member.</summary>
    /// <param name="value">A time, text, or an object; blank when no agent has joined.</param>
    public static AgentPresence Read(object? value) => Row.Unwrap(value) switch
    {
        null or DBNull => AgentPresence.None,
        DateTime time => At(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()),
        DateTimeOffset time => At(time.UtcDateTime),
        string text when text.Trim().Length == 0 => AgentPresence.None,

        // The times of this module are UTC, and Export-Csv writes them in the culture of its session.
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeUniversal, out time) ? At(time.UtcDateTime) : AgentPresence.Since(null),
        { } info => Read(Row.CellsOf(PSObject.AsPSObject(info)).FirstOrDefault(c => c.Name.Equals("ConnectedToAgentTimestamp", StringComparison.OrdinalIgnoreCase)).Value),
    };

    // SDKs have the year 1 for no time, events the year 1970.
    private static AgentPresence At(DateTime time) => time.Year <= 1970 ? AgentPresence.None : AgentPresence.Since(time);
}
