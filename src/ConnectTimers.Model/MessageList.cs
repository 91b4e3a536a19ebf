using System.Collections.ObjectModel;

namespace ConnectTimers;

/// <summary>
/// Messages as a property that scripts can enumerate, and that is false without one. JSON and CLIXML get a list, Export-Csv gets one cell with a
/// line for each.
/// </summary>
public sealed class MessageList : ReadOnlyCollection<string>
{
    private MessageList(string[] messages)
        : base(messages)
    {
    }

    /// <summary>A list without messages.</summary>
    public static MessageList None { get; } = new([]);

    /// <summary>Creates a list of these messages.</summary>
    public static MessageList Of(IEnumerable<string> messages) => messages.ToArray() is { Length: > 0 } list ? new(list) : None;

    /// <summary>A line for each message; empty without one.</summary>
    public override string ToString() => string.Join(Environment.NewLine, this);
}
