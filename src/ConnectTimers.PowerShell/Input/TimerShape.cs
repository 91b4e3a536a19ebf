using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Input;

/// <summary>Reads an object that is one timer: ours, or a row with a role and a type.</summary>
internal static class TimerShape
{
    /// <summary>Whether the columns of a row say that it is one timer. Role and Type are common names, so it takes both.</summary>
    public static bool Is(Row row) => (row.Has(Column.Role) && row.Has(Column.Type)) || row.RefusalReason is not null;

    /// <summary>Puts the timer of an object into a builder, or what is wrong with it.</summary>
    public static void Read(PSObject? timer, string source, ConfigBuilder builder)
    {
        switch (timer?.BaseObject)
        {
            case ParticipantTimer ours:
                PutIds(builder, source, (Column.InstanceId, ours.InstanceId), (Column.ContactId, ours.ContactId), (Column.Region, ours.Region));
                builder.PutTimer(ours.GetKind(), ours.GetValue(), source);
                break;
            case InvalidTimer refused:
                PutIds(builder, source, (Column.InstanceId, refused.InstanceId), (Column.ContactId, refused.ContactId));
                builder.Refuse(InputProblems.InvalidTimer(refused.Reason));
                break;
            case { } when Row.Of(timer) is { } row && Is(row):
                Read(row, source, builder);
                break;
            default:
                builder.Refuse(InputProblems.UnrecognizedInput($"{source} ({DisplayText.Value(timer?.BaseObject.GetType().Name)})"));
                break;
        }
    }

    /// <summary>Puts the timer of a row a timer into a builder; the ids are read with the other columns.</summary>
    public static void Read(Row row, string source, ConfigBuilder builder)
    {
        if (row.RefusalReason is { } reason)
        {
            builder.Refuse(InputProblems.InvalidTimer(reason));
            return;
        }

        var (role, type) = (Cell(row, Column.Role, builder), Cell(row, Column.Type, builder));
        var (minutes, unset) = (Cell(row, Column.Minutes, builder), Cell(row, Column.Unset, builder));
        if (role is null || !TimerNames.TryReadRole(role, out var readRole))
        {
            builder.Refuse(InputProblems.InvalidRole(role));
        }
        else if (type is null || !TimerNames.TryReadType(type, out var readType))
        {
            builder.Refuse(InputProblems.InvalidTimerType(type));
        }
        else
        {
            var kind = TimerKinds.Of(readRole, readType);
            var problems = builder.ProblemCount;
            var value = TimerParser.Read(kind, minutes, unset, builder);
            if (builder.ProblemCount == problems)
            {
                builder.PutTimer(kind, value, source);
            }
        }
    }

    // The first cell of that meaning; another that says something else is a contradiction.
    private static object? Cell(Row row, Column column, ConfigBuilder builder)
    {
        var cells = row.Cells.Where(c => c.Column == column
            && !(column == Column.Unset ? TimerParser.SaysNothing(c.Value) : ConfigBuilder.IsBlank(c.Value))).ToList();
        foreach (var other in cells.Skip(1).Where(c => !TimerNames.AreSame(c.Value!, cells[0].Value!)))
        {
            builder.Refuse(InputProblems.Conflicting(column, cells[0].Value!, cells[0].Header.Source, other.Value!, other.Header.Source));
        }

        return cells.Count == 0 ? null : cells[0].Value;
    }

    private static void PutIds(ConfigBuilder builder, string source, params (Column Column, string? Value)[] ids)
    {
        foreach (var (column, value) in ids)
        {
            builder.Put(column, value, source);
        }
    }
}
