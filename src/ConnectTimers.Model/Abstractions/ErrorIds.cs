namespace ConnectTimers.Abstractions;

/// <summary>Error ids that both the engine and the cmdlets use.</summary>
public static class ErrorIds
{
    /// <summary>The run reached -MaxMinutes before the contact's turn.</summary>
    public const string TimeLimitReached = nameof(TimeLimitReached);
}
