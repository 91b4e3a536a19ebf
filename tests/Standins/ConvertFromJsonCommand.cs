using System.Management.Automation;
using System.Text.Json;

namespace ConnectTimers.Standins;

/// <summary>
/// ConvertFrom-Json for one document a string, which is what lines of JSON are. Not covered: a document over several strings, -AsHashtable,
/// -Depth, -NoEnumerate, and dates, which stay text where the real one makes DateTime of them.
/// </summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (string.IsNullOrWhiteSpace(InputObject))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(InputObject);
            WriteObject(Value(document.RootElement), enumerateCollection: true);
        }
        catch (JsonException e)
        {
            // As the real one does, though every other string may be right.
            ThrowTerminatingError(new ErrorRecord(new ArgumentException($"Conversion from JSON failed with error: {e.Message}", e),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Object(JsonElement element)
    {
        var result = new PSObject();
        foreach (var member in element.EnumerateObject())
        {
            result.Properties.Add(new PSNoteProperty(member.Name, Value(member.Value)));
        }

        return result;
    }
}
