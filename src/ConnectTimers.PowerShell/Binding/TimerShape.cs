using System.Management.Automation;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>Reads an object that is one timer: ours, or a row with a role and a type.</summary>
internal static class TimerShape
{
    /// <summary>
    /// Whether the columns of a row say that it is one timer. Type is a common name, so it takes a role beside it; a row with minutes
    /// and no timer's own column can only be one that has lost its role or type.
    /// </summary>
    public static bool Is(Row row) => (row.Has(Column.Role) && row.Has(Column.Type))
        || (row.Has(Column.Minutes) && !row.Cells.Any(c => Columns.Timer(c.Column) is not null));

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
                draft.Refuse(refused.GetProblem().At("a timer refused before"));
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
        var (role, type) = (row[Column.Role], row[Column.Type]);
        if (ConfigDraft.IsBlank(role) || !Names.TryReadRole(role!, out var readRole))
        {
            draft.Refuse(InputProblems.InvalidRole(role ?? ""));
        }
        else if (ConfigDraft.IsBlank(type) || !Names.TryReadType(type!, out var readType))
        {
            draft.Refuse(InputProblems.InvalidTimerType(type ?? ""));
        }
        else
        {
            var kind = TimerKinds.Of(readRole, readType);
            var problems = draft.ProblemCount;
            var value = TimerCells.Read(kind, row[Column.Minutes], row[Column.Unset], draft);
            if (draft.ProblemCount == problems)
            {
                draft.PutTimer(kind, value, source);
            }
        }
    }

    private static void PutIds(ConfigDraft draft, string source, params (Column Column, string? Value)[] ids)
    {
        foreach (var (column, value) in ids)
        {
            draft.Put(column, value, source);
        }
    }
}
