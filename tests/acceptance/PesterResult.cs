namespace ConnectTimers.Acceptance.Tests;

/// <summary>What became of one It, or of one of its -ForEach cases, as Invoke-Acceptance.ps1 writes it.</summary>
/// <param name="File">The Pester file's name.</param>
/// <param name="Line">The line of the It.</param>
/// <param name="Name">The names of Describe, Context and It, joined with dots.</param>
/// <param name="Result">Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Error">What went wrong, with the place; null when it passed.</param>
public sealed record PesterResult(string File, int Line, string Name, string Result, string? Error)
{
    /// <summary>What the test run shows; only strings would be cut off at 50 characters.</summary>
    public override string ToString() => Name;
}
