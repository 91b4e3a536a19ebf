namespace ConnectTimers.Abstractions;

/// <summary>Where a run goes, as whom, how fast, and what it writes down.</summary>
public sealed class RunSettings : ConnectionSettings
{
    /// <summary>Nothing said.</summary>
    public RunSettings()
    {
    }

    /// <summary>A connection, and nothing said of the run.</summary>
    public RunSettings(ConnectionSettings connection)
        : base(connection)
    {
    }

    /// <summary>Calls that may leave at once after a quiet time; null for the default.</summary>
    public double? BurstLimit { get; init; }

    /// <summary>The most calls in flight at once; null for the default.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How long the run may take; null for as long as it needs.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>The file that every outcome is written to, a full path; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Whether what the journal says was accepted is skipped.</summary>
    public bool Resume { get; init; }
}
