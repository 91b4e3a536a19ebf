namespace ConnectTimers.Parsing;

/// <summary>The names of columns that hold secrets, such as the token in StartChatContact's answer. They are left out of everything that is written.</summary>
public static class SecretColumns
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "ParticipantToken", "ConnectionToken", "SessionToken", "SecretKey", "SecretAccessKey",
    };

    /// <summary>Whether a column of this name holds a secret.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
