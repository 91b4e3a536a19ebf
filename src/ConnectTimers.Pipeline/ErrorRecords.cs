using System.Management.Automation;

namespace ConnectTimers.Pipeline;

/// <summary>The one place where a problem becomes an error record.</summary>
internal static class ErrorRecords
{
    /// <summary>The record: stable id, category, target, message and recommended action.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="target">The config, row or object that it is about.</param>
    public static ErrorRecord Record(this Problem problem, object? target) =>
        new(new TimerException(problem), problem.ErrorId, Category(problem.Category), target)
        {
            ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = problem.RecommendedAction },
        };

    // By name: the categories are PowerShell's, and a test holds the two lists together.
    private static ErrorCategory Category(ProblemCategory category) =>
        (ErrorCategory)Enum.Parse(typeof(ErrorCategory), category.ToString());
}
