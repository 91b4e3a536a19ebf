namespace ConnectTimers;

/// <summary>
/// The kind of a problem. The names are those of PowerShell's <c>ErrorCategory</c>, which this assembly cannot see; a test holds
/// the two together.
/// </summary>
public enum ProblemCategory
{
    /// <summary>Something nobody foresaw.</summary>
    NotSpecified,

    /// <summary>What was asked for cannot be asked for.</summary>
    InvalidArgument,

    /// <summary>A row or object cannot be read.</summary>
    InvalidData,

    /// <summary>The service knows the caller and says no.</summary>
    PermissionDenied,

    /// <summary>There are no credentials, or the service does not take them.</summary>
    AuthenticationError,

    /// <summary>No such contact or instance.</summary>
    ObjectNotFound,

    /// <summary>The account's quota.</summary>
    LimitsExceeded,

    /// <summary>The endpoint cannot be reached, or broke off, or failed.</summary>
    ConnectionError,

    /// <summary>No answer in time.</summary>
    OperationTimeout,

    /// <summary>The run was stopped.</summary>
    OperationStopped,

    /// <summary>Another run has the file.</summary>
    ResourceBusy,

    /// <summary>A file cannot be written.</summary>
    WriteError,
}

/// <summary>What is wrong, and what to do about it. It becomes an error record, an outcome's reason, a line in a report.</summary>
public sealed class Problem
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="errorId">Stable, without blanks: what a script compares with.</param>
    /// <param name="category">Its kind.</param>
    /// <param name="message">What is wrong with which value: one sentence, values through <see cref="DisplayText"/>.</param>
    /// <param name="recommendedAction">What to do next: one sentence.</param>
    public Problem(string errorId, ProblemCategory category, string message, string recommendedAction)
    {
        ErrorId = errorId;
        Category = category;
        Message = message;
        RecommendedAction = recommendedAction;
    }

    /// <summary>Stable, without blanks: what a script compares with.</summary>
    public string ErrorId { get; }

    /// <summary>Its kind.</summary>
    public ProblemCategory Category { get; }

    /// <summary>What is wrong with which value.</summary>
    public string Message { get; }

    /// <summary>What to do next.</summary>
    public string RecommendedAction { get; }

    /// <summary>The same problem, said of a place: <c>contact 'c-1' (row 7): …</c>.</summary>
    /// <param name="place">Where; nothing is added when it is blank.</param>
    public Problem At(string place) =>
        place.Length == 0 ? this : new Problem(ErrorId, Category, place + ": " + Message, RecommendedAction);

    /// <inheritdoc/>
    public override string ToString() => Message;
}
