namespace ConnectTimers;

/// <summary>The exception of every error record of this module: <c>catch [ConnectTimers.TimerException]</c>.</summary>
public sealed class TimerException : Exception
{
    /// <summary>Creates an exception for a problem.</summary>
    public TimerException(Problem problem)
        : base(problem.Message) => Problem = problem;

    /// <summary>The problem: id, category, message and recommended action.</summary>
    public Problem Problem { get; }
}
