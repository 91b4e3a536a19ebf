namespace ConnectTimers.Engine;

/// <summary>Ends a run, because no further call can succeed.</summary>
internal sealed class RunFaultException(Problem problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public Problem Problem { get; } = problem;
}
