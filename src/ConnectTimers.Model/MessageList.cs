using System.Collections;

namespace ConnectTimers;

/// <summary>
/// Messages as a property that scripts can enumerate and files can hold: JSON and CLIXML get a list, Export-Csv gets one cell with a line each.
/// </summary>
public sealed class MessageList : IReadOnlyList<string>
{
    private readonly string[] _messages;

    private MessageList(string[] messages) => _messages = messages;

    /// <summary>A list without messages.</summary>
    public static MessageList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _messages.Length;

    /// <inheritdoc/>
    public string this[int index] => _messages[index];

    /// <summary>Creates a list of these messages.</summary>
    public static MessageList Of(IEnumerable<string> messages) => messages.ToArray() is { Length: > 0 } list ? new(list) : Empty;

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_messages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each message; empty without one.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _messages);
}
