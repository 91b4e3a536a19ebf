namespace ConnectTimers.Abstractions;

/// <summary>The settings of a run: connection, limits and journal.</summary>
public sealed class RunSettings : ConnectionSettings
{
    /// <summary>Creates settings with every default.</summary>
    public RunSettings()
    {
    }

    /// <summary>Creates settings with this connection.</summary>
    public RunSettings(ConnectionSettings connection)
        : base(connection)
    {
    }

    /// <summary>Calls that may be sent at once after a quiet time; null for the default.</summary>
    public double? BurstLimit { get; init; }

    /// <summary>The most calls in flight at once; null for the default.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How long the run may take; null for no limit.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>The journal's full path; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The cmdlet, for the journal.</summary>
    public string? Command { get; init; }

    /// <summary>The full path of the file that is imported in the same pipeline, for the journal; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Whether contacts that are accepted according to the journal are skipped.</summary>
    public bool Resume { get; init; }
}
