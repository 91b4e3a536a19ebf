namespace ConnectTimers.Engine;

/// <summary>An exception and those inside it: the SDK wraps what happened, mostly more than once.</summary>
internal static class ExceptionChain
{
    /// <summary>The first of a kind, from the outside; null when there is none.</summary>
    public static T? Find<T>(this Exception exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The one that began it.</summary>
    public static Exception Innermost(this Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
