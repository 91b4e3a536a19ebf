using System.Globalization;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The words for roles and timer types; case, blanks, <c>_</c>, <c>-</c> and the culture do not matter.</summary>
internal static class TimerNames
{
    /// <summary>Reads a role: <c>CUSTOMER</c> or <c>AGENT</c>.</summary>
    public static bool TryReadRole(object cell, out ParticipantRole role)
    {
        (role, var known) = Columns.Fold(cell.ToString()) switch
        {
            "CUSTOMER" => (ParticipantRole.CUSTOMER, true),
            "AGENT" => (ParticipantRole.AGENT, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>Reads a type: <c>IDLE</c>, <c>DISCONNECT_NONCUSTOMER</c>, or <c>Disconnect</c> for short.</summary>
    public static bool TryReadType(object cell, out TimerType type)
    {
        (type, var known) = Columns.Fold(cell.ToString()) switch
        {
            "IDLE" => (TimerType.IDLE, true),
            "DISCONNECTNONCUSTOMER" or "DISCONNECT" => (TimerType.DISCONNECT_NONCUSTOMER, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>Whether two cells hold the same word or the same number of minutes.</summary>
    public static bool AreSame(object first, object second) =>
        TimerValue.Read(first) is { } a && TimerValue.Read(second) is { } b ? a == b
            : string.Equals(Words(first), Words(second), StringComparison.OrdinalIgnoreCase);

    // DISCONNECT_NONCUSTOMER is also written with a blank or a hyphen. In a number, a point or a hyphen counts.
    private static string Words(object cell)
    {
        var text = Convert.ToString(cell, CultureInfo.InvariantCulture)!.Trim();
        return text.Any(char.IsDigit) ? text : Columns.Fold(text);
    }
}
