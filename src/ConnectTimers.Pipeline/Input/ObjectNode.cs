using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>An object of PowerShell as structured input: ConvertFrom-Json's output, a hashtable, an object of an SDK.</summary>
internal sealed class ObjectNode : InputNode
{
    private readonly object? _value;

    /// <summary>Creates a node.</summary>
    /// <param name="value">Anything; null for null.</param>
    public ObjectNode(object? value) => _value = value;

    private object? Bare => Row.Unwrap(_value);

    public override string? Text => Bare switch
    {
        null or PSObject or PSCustomObject or IDictionary => null,
        string text => text,
        DateTime time => time.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture), // what ConvertFrom-Json makes of a time
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => null,
        { } other when other.GetType().IsValueType => other.ToString(),

        // Words of an SDK's enumerations are objects without a value of their own.
        { } other => other.ToString() is var text && text != other.GetType().ToString() ? text : null,
    };

    public override IEnumerable<KeyValuePair<string, InputNode>> Members => Bare is null or string or IEnumerable and not IDictionary || Bare.GetType().IsValueType
        ? []
        : Row.CellsOf(PSObject.AsPSObject(_value!)).Select(c => new KeyValuePair<string, InputNode>(c.Name, new ObjectNode(c.Value)));

    public override IEnumerable<InputNode> Items => Bare is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>().Select(v => new ObjectNode(v)) : [];
}
