namespace ConnectTimers.Tests.Support.Processes;

/// <summary>The result of a process that has ended.</summary>
/// <param name="ExitCode">Null when it hung and was killed for it.</param>
/// <param name="Output">All of its standard output; in a terminal, everything that was on the screen.</param>
/// <param name="Errors">All of its standard error; empty in a terminal, where there is one stream.</param>
public sealed record ProcessResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>What the process wrote behind a mark: of "loaded: x", x.</summary>
    public IReadOnlyList<string> Lines(string mark) =>
        [.. Output.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith(mark + ": ", StringComparison.Ordinal)).Select(l => l[(mark.Length + 2)..])];

    /// <summary>Fails unless the lines behind a mark are these, in this order.</summary>
    public void AssertLines(string mark, params IEnumerable<string> expected) =>
        Assert(Lines(mark).SequenceEqual(expected), $"Of '{mark}' these were expected:\n{string.Join('\n', expected)}");

    /// <summary>Fails unless the process ended with 0 and wrote nothing to standard error.</summary>
    public ProcessResult AssertSuccess()
    {
        Assert(ExitCode == 0 && Errors.Length == 0, "The process failed.");
        return this;
    }

    /// <summary>Fails with everything the process wrote: there is nothing else to see of it.</summary>
    public void Assert(bool condition, string message) => Xunit.Assert.True(condition, $"{message}\n{this}");

    public override string ToString() =>
        $"--- The process {(ExitCode is { } code ? $"ended with {code}" : "hung and was killed")}. Its output:\n{Output}\n--- Its errors:\n{Errors}";
}
