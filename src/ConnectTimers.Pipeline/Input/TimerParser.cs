using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Reads an object that is one timer: a ParticipantTimer, an InvalidTimer, or a row with a role and a type.</summary>
internal static class TimerParser
{
    /// <summary>Whether the columns of a row are those of one timer. Role and Type are common names, so both are needed.</summary>
    public static bool IsTimer(Row row) => (row.Has(Column.Role) && row.Has(Column.Type)) || row.InvalidTimerReason is not null;

    /// <summary>Adds the timer of an object, or its problems, to a builder.</summary>
    public static void Put(PSObject? timer, string source, ConfigBuilder builder)
    {
        switch (timer?.BaseObject)
        {
            case ParticipantTimer valid:
                PutIds(builder, source, (Column.InstanceId, valid.InstanceId), (Column.ContactId, valid.ContactId), (Column.Region, valid.Region));
                builder.PutAccount(valid.Account, source);
                builder.PutTimer(valid.GetKind(), valid.GetValue(), source);
                break;
            case InvalidTimer invalid:
                PutIds(builder, source, (Column.InstanceId, invalid.InstanceId), (Column.ContactId, invalid.ContactId));
                builder.AddProblem(InputProblems.InvalidTimer(invalid.Reason));
                break;
            case { } when Row.Of(timer) is { } row && IsTimer(row):
                Put(row, source, builder);
                break;
            default:
                builder.AddProblem(InputProblems.UnrecognizedInput($"{source} ({DisplayText.Value(timer?.BaseObject.GetType().Name)})"));
                break;
        }
    }

    /// <summary>Adds the timer of a row, or its problems, to a builder. The ids are added with the other columns.</summary>
    public static void Put(Row row, string source, ConfigBuilder builder)
    {
        if (row.InvalidTimerReason is { } reason)
        {
            builder.AddProblem(InputProblems.InvalidTimer(reason));
            return;
        }

        var (role, type) = (Cell(row, Column.Role, builder), Cell(row, Column.Type, builder));
        var (minutes, unset) = (Cell(row, Column.Minutes, builder), Cell(row, Column.Unset, builder));
        if (role is null || !TimerNames.TryReadRole(role, out var readRole))
        {
            builder.AddProblem(InputProblems.InvalidRole(role));
        }
        else if (type is null || !TimerNames.TryReadType(type, out var readType))
        {
            builder.AddProblem(InputProblems.InvalidTimerType(type));
        }
        else
        {
            var kind = TimerKinds.Of(readRole, readType);
            if (Value(kind, minutes, unset, builder) is { } value)
            {
                builder.PutTimer(kind, value, source);
            }
        }
    }

    // Minutes are 2 to 480, Unset, or blank; the action is True or Unset, and False or blank is no action.
    private static TimerValue? Value(TimerKind kind, object? minutes, object? action, ConfigBuilder builder)
    {
        var problem = (HasAction(action), ConfigBuilder.IsBlank(minutes)) switch
        {
            (true, _) when !TimerNames.AreSame(action!, true) && !TimerNames.AreSame(action!, TimerValue.UnsetWord) =>
                InputProblems.IncompleteTimer($"{kind} has the action {DisplayText.Value(action)}; the only action is Unset."),
            (false, true) => InputProblems.IncompleteTimer($"{kind} has neither minutes nor Unset."),
            _ => null,
        };
        var value = ConfigBuilder.IsBlank(minutes) ? TimerValue.Unset : TimerValue.Read(minutes!); // without minutes there is the action alone
        problem ??= value is null ? InputProblems.InvalidTimerValue(kind.ToString(), minutes!)
            : HasAction(action) && !value.IsUnset ? InputProblems.IncompleteTimer($"{kind} has both {value} and Unset; use one of them.")
            : null;

        if (problem is not null)
        {
            builder.AddProblem(problem);
            return null;
        }

        return value;
    }

    // Export-Csv writes False for a timer that is not unset.
    private static bool HasAction(object? action) => !ConfigBuilder.IsBlank(action) && !TimerNames.AreSame(action!, false);

    // The first cell of that meaning that has a value; a later one with another value is a conflict.
    private static object? Cell(Row row, Column column, ConfigBuilder builder)
    {
        var cells = row.Cells.Where(c => c.Column == column && (column == Column.Unset ? HasAction(c.Value) : !ConfigBuilder.IsBlank(c.Value))).ToList();
        foreach (var other in cells.Skip(1).Where(c => !TimerNames.AreSame(c.Value!, cells[0].Value!)))
        {
            builder.AddProblem(InputProblems.Conflicting(column, cells[0].Value!, cells[0].Header.Source, other.Value!, other.Header.Source));
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
