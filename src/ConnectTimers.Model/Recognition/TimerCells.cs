namespace ConnectTimers.Recognition;

/// <summary>Reads a timer that comes in two cells, as the API has it: a duration and an action.</summary>
public static class TimerCells
{
    /// <summary>Whether a cell of an action says nothing: blank, or False, as Export-Csv writes an Unset that is none.</summary>
    public static bool SaysNothing(object? unset) => ConfigDraft.IsBlank(unset) || Names.AreSame(unset!, false);

    /// <summary>The value of the two cells; what is wrong with them is noted in the draft.</summary>
    /// <param name="kind">Which timer, for the message.</param>
    /// <param name="minutes">2..480, or Unset, or blank.</param>
    /// <param name="unset">True, <c>True</c> or <c>Unset</c>; False or blank says nothing.</param>
    /// <param name="draft">Where a problem is noted.</param>
    /// <returns>The value; meaningless when the draft noted a problem.</returns>
    public static TimerValue Read(TimerKind kind, object? minutes, object? unset, ConfigDraft draft)
    {
        var isUnset = !SaysNothing(unset) && (Names.AreSame(unset!, true) || Names.AreSame(unset!, TimerValue.UnsetWord));
        TimerValue value = default;
        if (!isUnset && !SaysNothing(unset))
        {
            draft.Refuse(InputProblems.IncompleteTimer($"{kind} has the action {Shown.Value(unset)}; the only one is Unset."));
        }
        else if (ConfigDraft.IsBlank(minutes))
        {
            if (!isUnset)
            {
                draft.Refuse(InputProblems.IncompleteTimer($"{kind} has neither minutes nor Unset."));
            }
        }
        else if (!TimerValue.TryRead(minutes!, out value))
        {
            draft.Refuse(InputProblems.InvalidTimerValue(kind.ToString(), minutes!));
        }
        else if (isUnset && !value.IsUnset)
        {
            draft.Refuse(InputProblems.IncompleteTimer($"{kind} has {value} and Unset at once; it takes one of them."));
        }

        return value;
    }
}
