namespace ConnectTimers;

/// <summary>The exception of every error record of this module: <c>catch [ConnectTimers.TimerException]</c>.</summary>
public sealed class TimerException : Exception
{
    /// <summary>Carries a problem.</summary>
    public TimerException(Problem problem)
        : base(problem.Message) => Problem = problem;

    /// <summary>What is wrong, its id and kind, and what to do next.</summary>
    public Problem Problem { get; }
}
