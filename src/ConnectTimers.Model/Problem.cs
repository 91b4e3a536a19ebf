namespace ConnectTimers;

/// <summary>
/// The category of a problem. The names are those of PowerShell's <c>ErrorCategory</c>, which this assembly does not reference; a test compares
/// the two.
/// </summary>
public enum ProblemCategory
{
    /// <summary>An unexpected error.</summary>
    NotSpecified,

    /// <summary>An argument is invalid.</summary>
    InvalidArgument,

    /// <summary>A row or object cannot be read.</summary>
    InvalidData,

    /// <summary>The caller has no permission.</summary>
    PermissionDenied,

    /// <summary>There are no credentials, or the service rejects them.</summary>
    AuthenticationError,

    /// <summary>The contact, instance or file does not exist.</summary>
    ObjectNotFound,

    /// <summary>The account's quota is reached.</summary>
    LimitsExceeded,

    /// <summary>The endpoint cannot be reached, closed the connection, or failed.</summary>
    ConnectionError,

    /// <summary>There was no response in time.</summary>
    OperationTimeout,

    /// <summary>The run was stopped.</summary>
    OperationStopped,

    /// <summary>The file is in use.</summary>
    ResourceBusy,

    /// <summary>A file cannot be written.</summary>
    WriteError,
}

/// <summary>What is wrong and what to do about it: the text of an error record, an outcome or a report.</summary>
public sealed class Problem
{
    /// <summary>Creates a problem.</summary>
    /// <param name="errorId">A stable id without blanks, for scripts to compare with.</param>
    /// <param name="category">The category.</param>
    /// <param name="message">What is wrong with which value, in one sentence; values are quoted by <see cref="DisplayText"/>.</param>
    /// <param name="recommendedAction">What to do next: one sentence.</param>
    public Problem(string errorId, ProblemCategory category, string message, string recommendedAction)
    {
        ErrorId = errorId;
        Category = category;
        Message = message;
        RecommendedAction = recommendedAction;
    }

    /// <summary>A stable id without blanks, for scripts to compare with.</summary>
    public string ErrorId { get; }

    /// <summary>The category.</summary>
    public ProblemCategory Category { get; }

    /// <summary>What is wrong with which value.</summary>
    public string Message { get; }

    /// <summary>What to do next.</summary>
    public string RecommendedAction { get; }

    /// <summary>The account in which every call fails for this reason; null for a problem of one contact or of everything.</summary>
    public string? Account { get; private set; }

    /// <summary>Returns the same problem as one of a whole account.</summary>
    /// <param name="account">12 digits.</param>
    public Problem OfAccount(string account) => new(ErrorId, Category, Message, RecommendedAction) { Account = account };

    /// <summary>Returns the same problem with its place in front: <c>contact 'c-1' (row 7): …</c>.</summary>
    /// <param name="place">The place; empty for none.</param>
    public Problem At(string place) =>
        place.Length == 0 ? this : new Problem(ErrorId, Category, place + ": " + Message, RecommendedAction) { Account = Account };

    /// <inheritdoc/>
    public override string ToString() => Message;
}
