namespace ConnectTimers.Tests.Support.Processes;

/// <summary>Where and as what a <see cref="PwshProcess"/> runs.</summary>
public sealed record PwshOptions
{
    /// <summary>Null for an empty folder, which goes with the process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What is set besides this process's own variables; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>After how long it counts as one that hangs.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The columns of a terminal that the shell has, with colour, where there is script(1); null for pipes. Progress waits in it: it asks the
    /// terminal for the cursor's position, and gets no answer; so a script sets $ProgressPreference.
    /// </summary>
    public int? TerminalWidth { get; init; }
}
