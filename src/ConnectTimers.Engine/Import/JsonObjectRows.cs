using System.Text.Json;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Reads the rows of one object: a flat object is one row; an event is one row, a batch of messages a row for each; the input of <c>aws connect update-participant-role-config --cli-input-json</c> has one row per
/// timer.
/// </summary>
/// <remarks>Form of the input: https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateParticipantRoleConfig.html.</remarks>
internal sealed class JsonObjectRows
{
    private readonly JsonMembers _objects = new();
    private readonly JsonMembers _entries = new();
    private readonly JsonMembers _values = new();

    /// <summary>Reads the rows.</summary>
    /// <param name="value">The object, or another value in its place.</param>
    /// <param name="line">The line where it begins.</param>
    public IEnumerable<FileRow> Read(JsonElement value, int line)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [new FileRow { Line = line, Problem = ImportProblems.NotAnObject(JsonMembers.Kind(value)) }];
        }

        var members = _objects.Read(value, out var problem);
        if (members.Exists(m => EventReader.IsMarker(m.Name)) && EventReader.Read(new JsonInputNode(value), JsonInputNode.Parse) is { } events)
        {
            return events.Select(e => Row(e, members, line));
        }

        var call = members.FindIndex(m => Is(m, "ChannelConfiguration"));
        if (call < 0 && problem is null && ListIn(members) is { } list)
        {
            return list.EnumerateArray().SelectMany(element => Read(element, line));
        }

        if (call < 0)
        {
            var flat = new List<KeyValuePair<string, string?>>(members.Count);
            AddCells(members, flat, ref problem);
            return [new FileRow { Line = line, Cells = flat, Problem = problem }];
        }

        var configuration = members[call];
        members.RemoveAt(call);
        var cells = new List<KeyValuePair<string, string?>>(members.Count);
        AddCells(members, cells, ref problem);
        problem ??= FindTimer(cells);
        var timers = problem is null ? TimerList(configuration, ref problem) : null;
        return timers is { } entries
            ? Entries(cells, entries, line)
            : [new FileRow { Line = line, Cells = cells, StartsCall = true, Problem = problem ?? ImportProblems.NoTimerList() }];
    }

    private static FileRow Row(EventReading reading, List<JsonMember> members, int line) => new()
    {
        Line = line,
        Cells = [.. members.Where(m => m.Nested is null).Select(m => new KeyValuePair<string, string?>(m.Name, m.Text))],
        Event = (reading as ReadEvent)?.Event,
        MessageId = reading.MessageId,
        Problem = (reading as UnreadableEvent)?.Problem,
    };

    // The rows of an object that is no row itself.
    private static JsonElement? ListIn(List<JsonMember> members) =>
        members.Exists(m => Columns.Find(m.Name) is not null) ? null : members.Find(m => m.Nested is { ValueKind: JsonValueKind.Array } && RowList.IsName(m.Name)).Nested;

    private IEnumerable<FileRow> Entries(List<KeyValuePair<string, string?>> contact, JsonElement entries, int line)
    {
        var isFirst = true;
        foreach (var entry in entries.EnumerateArray())
        {
            var cells = new List<KeyValuePair<string, string?>>(contact.Count + 4);
            cells.AddRange(contact);
            var problem = entry.ValueKind == JsonValueKind.Object ? null : ImportProblems.InvalidTimerEntry(JsonMembers.Kind(entry));
            if (problem is null)
            {
                AddTimer(entry, cells, ref problem);
            }

            yield return new FileRow { Line = line, Cells = cells, StartsCall = isFirst, Problem = problem };
            isFirst = false;
        }
    }

    private void AddTimer(JsonElement entry, List<KeyValuePair<string, string?>> cells, ref Problem? problem)
    {
        var members = _entries.Read(entry, out problem);
        var index = members.FindIndex(m => Is(m, "TimerValue") && m.Nested is { ValueKind: JsonValueKind.Object });
        var value = index < 0 ? default : members[index].Nested;
        if (index >= 0)
        {
            members.RemoveAt(index);
        }

        AddCells(members, cells, ref problem);
        if (value is { } timer)
        {
            var values = _values.Read(timer, out var nestedProblem);
            problem ??= nestedProblem;
            AddCells(values, cells, ref problem);
        }
    }

    // A nested value has no cell, but for the list of timers that are removed. In a known column that is a problem; other columns are ignored.
    private static void AddCells(List<JsonMember> members, List<KeyValuePair<string, string?>> cells, ref Problem? problem)
    {
        foreach (var member in members)
        {
            if (member.Nested is null)
            {
                cells.Add(new KeyValuePair<string, string?>(member.Name, member.Text));
            }
            else if (Columns.Find(member.Name) == Column.UnsetTimers && member.Nested is { ValueKind: JsonValueKind.Array } names)
            {
                var elements = names.EnumerateArray().Select(e => JsonMember.Of("", e)).ToList();
                if (elements.TrueForAll(e => e.IsValidText))
                {
                    cells.Add(new KeyValuePair<string, string?>(member.Name, string.Join(", ", elements.Select(e => e.Text ?? e.Nested?.GetRawText()))));
                }
                else
                {
                    problem ??= ImportProblems.InvalidUnicode();
                }
            }
            else if (Columns.Find(member.Name) is not null)
            {
                problem ??= ImportProblems.NestedValue(member.Name);
            }
        }
    }

    // It would be unclear which of the two applies.
    private static Problem? FindTimer(List<KeyValuePair<string, string?>> cells)
    {
        var index = cells.FindIndex(c => c.Value is not null
            && Columns.Find(c.Key) is not (null or Column.InstanceId or Column.ContactId or Column.Id or Column.Region));
        return index < 0 ? null : ImportProblems.TimerOutsideList(cells[index].Key);
    }

    // Null if there is no list or it is empty.
    private JsonElement? TimerList(JsonMember configuration, ref Problem? problem)
    {
        var chat = Member(configuration.Nested, "Chat", ref problem);
        var list = Member(chat, "ParticipantTimerConfigList", ref problem);
        return problem is null && list is { ValueKind: JsonValueKind.Array } entries && entries.GetArrayLength() > 0 ? entries : null;
    }

    private JsonElement? Member(JsonElement? value, string name, ref Problem? problem)
    {
        if (value is not { ValueKind: JsonValueKind.Object } nested)
        {
            return null;
        }

        var members = _values.Read(nested, out var nestedProblem);
        problem ??= nestedProblem;
        return members.Find(m => Is(m, name)).Nested;
    }

    private static bool Is(JsonMember member, string name) => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase);
}
