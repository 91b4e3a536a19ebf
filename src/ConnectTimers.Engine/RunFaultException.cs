namespace ConnectTimers.Engine;

/// <summary>Nothing more can be sent in this run, and why.</summary>
internal sealed class RunFaultException(Problem problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public Problem Problem { get; } = problem;
}
