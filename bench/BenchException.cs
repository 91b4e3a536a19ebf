namespace ConnectTimers.Bench;

/// <summary>A measurement that gives no figure, and why.</summary>
internal sealed class BenchException(string message) : Exception(message);
