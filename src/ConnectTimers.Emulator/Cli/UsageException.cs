namespace ConnectTimers.Emulator;

/// <summary>The command line cannot be followed; the message names option and value.</summary>
internal sealed class UsageException(string message) : Exception(message);
