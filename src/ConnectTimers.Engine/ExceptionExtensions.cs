namespace ConnectTimers.Engine;

/// <summary>Extensions of exceptions. The SDK wraps the original exception, mostly more than once.</summary>
internal static class ExceptionExtensions
{
    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of macOS, which .NET passes on unchanged.
    private static readonly int[] SharingViolations = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Returns the outermost exception of a type, among an exception and its inner exceptions; null if there is none.</summary>
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

    /// <summary>Returns the original exception.</summary>
    public static Exception Innermost(this Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }

    /// <summary>Whether another process has the file open without sharing it.</summary>
    public static bool IsSharingViolation(this IOException exception) => SharingViolations.Contains(exception.HResult);

    /// <summary>Describes an exception that nothing else handles.</summary>
    public static Problem ToUnexpectedProblem(this Exception exception) => new("Unexpected", ProblemCategory.NotSpecified,
        $"Unexpected error: {exception.GetType().Name}: {ForeignText.Message(exception.Message)}",
        "Please report this message as an issue of ConnectTimers.");
}
