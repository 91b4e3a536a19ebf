namespace ConnectTimers.Parsing;

/// <summary>Reads a timer that comes in two cells, as the API has it: a duration and an action.</summary>
public static class TimerParser
{
    /// <summary>Whether a cell of an action says nothing: blank, or False, as Export-Csv writes an Unset that is none.</summary>
    public static bool SaysNothing(object? unset) => ConfigBuilder.IsBlank(unset) || TimerNames.AreSame(unset!, false);

    /// <summary>The value of the two cells; what is wrong with them is noted in the builder.</summary>
    /// <param name="kind">Which timer, for the message.</param>
    /// <param name="minutes">2..480, or Unset, or blank.</param>
    /// <param name="unset">True, <c>True</c> or <c>Unset</c>; False or blank says nothing.</param>
    /// <param name="builder">Where a problem is noted.</param>
    /// <returns>The value; meaningless when the builder noted a problem.</returns>
    public static TimerValue Read(TimerKind kind, object? minutes, object? unset, ConfigBuilder builder)
    {
        var isUnset = !SaysNothing(unset) && (TimerNames.AreSame(unset!, true) || TimerNames.AreSame(unset!, TimerValue.UnsetWord));
        TimerValue value = default;
        if (!isUnset && !SaysNothing(unset))
        {
            builder.Refuse(InputProblems.IncompleteTimer($"{kind} has the action {DisplayText.Value(unset)}; the only one is Unset."));
        }
        else if (ConfigBuilder.IsBlank(minutes))
        {
            if (!isUnset)
            {
                builder.Refuse(InputProblems.IncompleteTimer($"{kind} has neither minutes nor Unset."));
            }
        }
        else if (!TimerValue.TryRead(minutes!, out value))
        {
            builder.Refuse(InputProblems.InvalidTimerValue(kind.ToString(), minutes!));
        }
        else if (isUnset && !value.IsUnset)
        {
            builder.Refuse(InputProblems.IncompleteTimer($"{kind} has {value} and Unset at once; it takes one of them."));
        }

        return value;
    }
}
