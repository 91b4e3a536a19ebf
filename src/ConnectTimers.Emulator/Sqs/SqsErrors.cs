namespace ConnectTimers.Emulator;

/// <summary>Errors of Amazon SQS, API model 2012-11-05, each with its code in the older query protocol.</summary>
internal static class SqsErrors
{
    private const string Prefix = "AWS.SimpleQueueService.";

    /// <summary>The message that SQS gives for a queue that does not exist or that belongs to somebody else.</summary>
    public static ServiceException QueueDoesNotExist() => Of("QueueDoesNotExist", "The specified queue does not exist.", Prefix + "NonExistentQueue");

    public static ServiceException ReceiptHandleIsInvalid() => Of("ReceiptHandleIsInvalid", "The input receipt handle is invalid.", "ReceiptHandleIsInvalid");

    public static ServiceException MessageNotInflight() => Of("MessageNotInflight", "The message is not in flight.", Prefix + "MessageNotInflight");

    public static ServiceException InvalidAttributeName(string name) => Of("InvalidAttributeName", $"Unknown Attribute {name}.", "InvalidAttributeName");

    public static ServiceException EmptyBatchRequest() =>
        Of("EmptyBatchRequest", "There should be at least one entry in the request.", Prefix + "EmptyBatchRequest");

    public static ServiceException TooManyEntries(int count) => Of(
        "TooManyEntriesInBatchRequest", $"Maximum number of entries per request are 10. You have sent {count}.", Prefix + "TooManyEntriesInBatchRequest");

    public static ServiceException IdsNotDistinct(string id) =>
        Of("BatchEntryIdsNotDistinct", $"Id {id} repeated.", Prefix + "BatchEntryIdsNotDistinct");

    public static ServiceException InvalidEntryId() => Of(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
        Prefix + "InvalidBatchEntryId");

    public static ServiceException InvalidMessageContents() =>
        Of("InvalidMessageContents", "The message contains characters outside the allowed set.", "InvalidMessageContents");

    // Not in the API model; SQS uses it all the same.
    public static ServiceException InvalidParameterValue(string message) => Of("InvalidParameterValueException", message, "InvalidParameterValue");

    public static ServiceException MissingParameter(string name) =>
        Of("MissingRequiredParameterException", $"The request must contain the parameter {name}.", "MissingParameter");

    private static ServiceException Of(string type, string message, string queryCode) => new(400, type, message) { QueryCode = queryCode };
}
