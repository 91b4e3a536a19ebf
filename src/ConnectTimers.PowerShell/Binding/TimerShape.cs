using System.Management.Automation;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>Reads an object that is one timer: ours, or a row with a role and a type.</summary>
internal static class TimerShape
{
    /// <summary>Whether the columns of a row say that it is one timer. Role and Type are common names, so it takes both.</summary>
    public static bool Is(Row row) => (row.Has(Column.Role) && row.Has(Column.Type)) || row.RefusalReason is not null;

    /// <summary>Puts the timer of an object into a draft, or what is wrong with it.</summary>
    public static void Read(PSObject? timer, string source, ConfigDraft draft)
    {
        switch (timer?.BaseObject)
        {
            case ParticipantTimer ours:
                PutIds(draft, source, (Column.InstanceId, ours.InstanceId), (Column.ContactId, ours.ContactId), (Column.Region, ours.Region));
                draft.PutTimer(ours.GetKind(), ours.GetValue(), source);
                break;
            case RefusedTimer refused:
                PutIds(draft, source, (Column.InstanceId, refused.InstanceId), (Column.ContactId, refused.ContactId));
                draft.Refuse(InputProblems.RefusedTimer(refused.Reason));
                break;
            case { } when Row.Of(timer) is { } row && Is(row):
                Read(row, source, draft);
                break;
            default:
                draft.Refuse(InputProblems.UnrecognizedInput($"{source} ({Shown.Value(timer?.BaseObject.GetType().Name)})"));
                break;
        }
    }

    /// <summary>Puts the timer of a row a timer into a draft; the ids are read with the other columns.</summary>
    public static void Read(Row row, string source, ConfigDraft draft)
    {
        if (row.RefusalReason is { } reason)
        {
            draft.Refuse(InputProblems.RefusedTimer(reason));
            return;
        }

        var (role, type) = (Cell(row, Column.Role, draft), Cell(row, Column.Type, draft));
        var (minutes, unset) = (Cell(row, Column.Minutes, draft), Cell(row, Column.Unset, draft));
        if (role is null || !Names.TryReadRole(role, out var readRole))
        {
            draft.Refuse(InputProblems.InvalidRole(role));
        }
        else if (type is null || !Names.TryReadType(type, out var readType))
        {
            draft.Refuse(InputProblems.InvalidTimerType(type));
        }
        else
        {
            var kind = TimerKinds.Of(readRole, readType);
            var problems = draft.ProblemCount;
            var value = TimerCells.Read(kind, minutes, unset, draft);
            if (draft.ProblemCount == problems)
            {
                draft.PutTimer(kind, value, source);
            }
        }
    }

    // The first cell of that meaning; another that says something else is a contradiction.
    private static object? Cell(Row row, Column column, ConfigDraft draft)
    {
        var cells = row.Cells.Where(c => c.Column == column
            && !(column == Column.Unset ? TimerCells.SaysNothing(c.Value) : ConfigDraft.IsBlank(c.Value))).ToList();
        foreach (var other in cells.Skip(1).Where(c => !Names.AreSame(c.Value!, cells[0].Value!)))
        {
            draft.Refuse(InputProblems.Conflicting(column, cells[0].Value!, cells[0].Header.Source, other.Value!, other.Header.Source));
        }

        return cells.Count == 0 ? null : cells[0].Value;
    }

    private static void PutIds(ConfigDraft draft, string source, params (Column Column, string? Value)[] ids)
    {
        foreach (var (column, value) in ids)
        {
            draft.Put(column, value, source);
        }
    }
}
