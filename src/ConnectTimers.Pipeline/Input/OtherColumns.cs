using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// The columns of the input without a meaning, such as a queue's name. They stay on what is made of the input, as note properties, for sorting,
/// grouping and filtering.
/// </summary>
internal static class OtherColumns
{
    private const int MaxCached = 1000; // more columns than any table has

    // A file of a million rows asks for the same few names with each row.
    private static readonly ConcurrentDictionary<string, bool> Cache = new(StringComparer.Ordinal);

    /// <summary>The names and values, in their order.</summary>
    /// <param name="target">A row, an object, or an array of those that became one config; null for none.</param>
    public static IEnumerable<(string Name, object? Value)> Of(object? target) => target switch
    {
        null or string or Guid => [],
        object?[] inputs => inputs.SelectMany(Of),
        FileRow row => WithoutMeaning(row.Cells.Select(c => (c.Key, (object?)c.Value))),
        FoundChat or ContactEvent or IDictionary or DataRow => WithoutMeaning(Row.CellsOf(PSObject.AsPSObject(target))),
        _ when PSObject.AsPSObject(target) is { BaseObject: PSCustomObject } row => WithoutMeaning(Row.CellsOf(row)),
        _ => WithoutMeaning(Notes(PSObject.AsPSObject(target))), // the own properties of other objects say nothing about the chat
    };

    /// <summary>Adds the columns to an object; its own properties, and the first of several of a name, stay as they are.</summary>
    /// <param name="output">The object.</param>
    /// <param name="target">A row, an object, or an array of those that became one config; null for none.</param>
    /// <param name="columns">The meanings of the columns of files; null for those of their names.</param>
    /// <returns>The object itself when there are none.</returns>
    public static object AddTo(object output, object? target, ColumnMap? columns = null)
    {
        PSObject? result = null;
        if (target is FileRow row)
        {
            for (var i = 0; i < row.Cells.Count; i++)
            {
                if (IsOther(row.Cells[i].Key))
                {
                    Add(row.Cells[i].Key, row.Cells[i].Value);
                }
            }
        }
        else
        {
            foreach (var (name, value) in Of(target))
            {
                Add(name, value);
            }
        }

        return (object?)result ?? output;

        void Add(string name, object? value)
        {
            if (columns?.Find(name).Column is not null)
            {
                return;
            }

            result ??= output as PSObject ?? new PSObject(output);
            if (result.Properties[name] is null)
            {
                result.Properties.Add(new PSNoteProperty(name, value));
            }
        }
    }

    private static IEnumerable<(string Name, object? Value)> WithoutMeaning(IEnumerable<(string Name, object? Value)> cells) =>
        cells.Where(c => IsOther(c.Name));

    private static bool IsOther(string name)
    {
        if (!Cache.TryGetValue(name, out var isOther))
        {
            isOther = name.Length > 0 && !JournalNotes.IsReserved(name) && !SecretColumns.Contains(name);
            if (Cache.Count < MaxCached)
            {
                Cache.TryAdd(name, isOther);
            }
        }

        return isOther;
    }

    private static IEnumerable<(string Name, object? Value)> Notes(PSObject input) =>
        input.Properties.Match("*", PSMemberTypes.NoteProperty).Select(p => (p.Name, Row.ValueOf(p)));
}
