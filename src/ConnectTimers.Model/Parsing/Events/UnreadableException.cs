namespace ConnectTimers.Parsing;

/// <summary>Ends the reading of an event; never leaves <see cref="EventReader"/>.</summary>
#pragma warning disable CA1064 // Internal on purpose: it is control flow of this folder.
internal sealed class UnreadableException(Problem problem) : Exception(problem.Message)
#pragma warning restore CA1064
{
    public Problem Problem => problem;
}
