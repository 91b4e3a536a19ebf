using System.Text.Json;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the members of JSON objects. The objects of a file share their names, so a name is reused by the next object with the same one.</summary>
internal sealed class JsonMembers
{
    // More than any table of this module or of the AWS CLI has.
    private const int MaxNames = 64;

    private readonly List<string> _names = [];

    /// <summary>Reads the members of an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="problem">The problem of the object; null if there is none.</param>
    /// <returns>The members, each name once. Names are case-insensitive, as in PowerShell.</returns>
    public List<JsonMember> Read(JsonElement value, out Problem? problem)
    {
        problem = null;
        var members = new List<JsonMember>();
        var seen = new Dictionary<string, JsonMember>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in value.EnumerateObject())
        {
            var member = JsonMember.Of(property, seen.Count < _names.Count ? _names[seen.Count] : null);
            Remember(member.Name, seen.Count);
            if (!member.IsValidText)
            {
                problem = ImportProblems.InvalidUnicode();
            }
            else if (seen.TryAdd(member.Name, member))
            {
                members.Add(member);
            }
            else if (!member.HasValueOf(seen[member.Name]))
            {
                problem ??= ImportProblems.DuplicateMember(member.Name);
            }
        }

        return members;
    }

    /// <summary>Returns the kind of a value with its article, for a message.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a Boolean",
    };

    private void Remember(string name, int index)
    {
        if (index < _names.Count)
        {
            _names[index] = name;
        }
        else if (index < MaxNames)
        {
            _names.Add(name);
        }
    }
}
