namespace ConnectTimers.Engine;

/// <summary>Ends the calls to one account, because none of them can succeed. Other accounts go on.</summary>
/// <param name="problem">The reason; with the account, where it is known.</param>
/// <param name="isTransient">Whether another attempt may succeed.</param>
/// <param name="inner">The exception that caused it; null for none.</param>
internal sealed class AccountFaultException(Problem problem, bool isTransient = false, Exception? inner = null) : Exception(problem.Message, inner)
{
    public Problem Problem => problem;

    public bool IsTransient => isTransient;
}
