namespace ConnectTimers.Parsing;

/// <summary>A value of structured input, JSON or an object of PowerShell: a text, an object with members, or a list.</summary>
public abstract class InputNode
{
    /// <summary>The value as text, times in ISO 8601; null for null, an object or a list.</summary>
    public virtual string? Text => null;

    /// <summary>The members of an object, in their order; none for anything else.</summary>
    public virtual IEnumerable<KeyValuePair<string, InputNode>> Members => [];

    /// <summary>The elements of a list; none for anything else.</summary>
    public virtual IEnumerable<InputNode> Items => [];

    /// <summary>Returns the first member with this name, in any case, that is not null; null without one.</summary>
    public InputNode? this[string name] =>
        Members.Where(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => m.Value).FirstOrDefault(v => !v.IsNull);

    private bool IsNull => Text is null && !Members.Any() && !Items.Any();
}
