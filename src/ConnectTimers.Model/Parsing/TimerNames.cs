using System.Globalization;

namespace ConnectTimers.Parsing;

/// <summary>The words people write for a role and a type; case, blanks, <c>_</c> and <c>-</c> are ignored, and so is the culture.</summary>
public static class TimerNames
{
    /// <summary>Reads a role: <c>CUSTOMER</c> or <c>AGENT</c>.</summary>
    public static bool TryReadRole(object cell, out ParticipantRole role)
    {
        (role, var known) = Fold(cell.ToString()) switch
        {
            "CUSTOMER" => (ParticipantRole.CUSTOMER, true),
            "AGENT" => (ParticipantRole.AGENT, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>Reads a type: <c>IDLE</c>, or <c>DISCONNECT_NONCUSTOMER</c>, or <c>Disconnect</c> for short.</summary>
    public static bool TryReadType(object cell, out TimerType type)
    {
        (type, var known) = Fold(cell.ToString()) switch
        {
            "IDLE" => (TimerType.IDLE, true),
            "DISCONNECTNONCUSTOMER" or "DISCONNECT" => (TimerType.DISCONNECT_NONCUSTOMER, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>Whether two cells say the same word or number.</summary>
    public static bool AreSame(object first, object second) =>
        Fold(Convert.ToString(first, CultureInfo.InvariantCulture)) == Fold(Convert.ToString(second, CultureInfo.InvariantCulture));

    internal static string Fold(string? name) =>
        new([.. (name ?? "").Where(c => c is not (' ' or '_' or '-' or '\t')).Select(char.ToUpperInvariant)]);
}
