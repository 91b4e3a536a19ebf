namespace ConnectTimers.Abstractions;

/// <summary>Settings of a report.</summary>
public sealed class ReportSettings
{
    /// <summary>Creates settings for a report file.</summary>
    public ReportSettings(string path) => Path = path;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>The title; null for the default.</summary>
    public string? Title { get; init; }

    /// <summary>The rate limit of the runs, in calls per second; null or 0 to show none.</summary>
    public double? RateLimit { get; init; }

    /// <summary>Whether a file that is not a report is replaced; a journal never is.</summary>
    public bool Force { get; init; }

    /// <summary>Whether an existing file must not be overwritten.</summary>
    public bool NoClobber { get; init; }
}

/// <summary>
/// One report: outcomes are added, then the page is written. Problems are returned; nothing is thrown except when stopped.
/// </summary>
public interface IRunReport
{
    /// <summary>Adds every line of a journal; the file is only read.</summary>
    /// <param name="path">The journal's full path.</param>
    /// <param name="stopToken">Stops reading.</param>
    /// <returns>Why it cannot be read; null on success.</returns>
    Problem? AddJournal(string path, CancellationToken stopToken);

    /// <summary>Adds an outcome by the property names of <see cref="ParticipantRoleOutcome"/> and of a journal's line; other names become columns.</summary>
    /// <param name="cells">Names and values, in order.</param>
    /// <returns>Why it is not an outcome; null on success.</returns>
    Problem? AddOutcome(IReadOnlyList<KeyValuePair<string, object?>> cells);

    /// <summary>The number of contacts so far.</summary>
    int Contacts { get; }

    /// <summary>The lines that could not be read, one sentence for each journal that has some.</summary>
    IReadOnlyList<string> LeftOut { get; }

    /// <summary>Why there is nothing to show; null when there is.</summary>
    Problem? FindEmpty();

    /// <summary>Writes the page.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="stopToken">Stops before the file is written.</param>
    /// <returns>Why it was not written; null on success.</returns>
    Problem? Write(ReportSettings settings, CancellationToken stopToken);
}
