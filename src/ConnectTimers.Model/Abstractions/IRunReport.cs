namespace ConnectTimers.Abstractions;

/// <summary>What a report is to be, and where it goes.</summary>
public sealed class ReportSettings
{
    /// <summary>A report in a file: a full path.</summary>
    public ReportSettings(string path) => Path = path;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>What stands over it; null for the usual.</summary>
    public string? Title { get; init; }

    /// <summary>The pace that the calls were to keep, in calls a second; null or 0 for none to be shown.</summary>
    public double? RateLimit { get; init; }

    /// <summary>Whether a file that is there already is to stay.</summary>
    public bool NoClobber { get; init; }
}

/// <summary>
/// One report: outcomes in, then a page that shows them. What is wrong is given back as a problem; nothing is thrown but for a stop.
/// </summary>
public interface IRunReport
{
    /// <summary>Takes every line of a journal in; the file is only read.</summary>
    /// <param name="path">The journal: a full path.</param>
    /// <param name="stopToken">Gives up.</param>
    /// <returns>Why it cannot be read; null when it was.</returns>
    Problem? AddJournal(string path, CancellationToken stopToken);

    /// <summary>Takes an outcome in, by the names of <see cref="ParticipantRoleOutcome"/> and of a journal's line; other names are notes.</summary>
    /// <param name="cells">Names and values, in their order.</param>
    /// <returns>Why it is no outcome; null when it is one.</returns>
    Problem? AddOutcome(IReadOnlyList<KeyValuePair<string, object?>> cells);

    /// <summary>How many contacts it has so far.</summary>
    int Contacts { get; }

    /// <summary>What journals had that cannot be read, a sentence for each that had some.</summary>
    IReadOnlyList<string> LeftOut { get; }

    /// <summary>Why there is nothing to show; null when there is something.</summary>
    Problem? FindEmpty();

    /// <summary>Writes the page.</summary>
    /// <param name="settings">Where to, and what of.</param>
    /// <param name="stopToken">Gives up, before the file is touched.</param>
    /// <returns>Why it was not written; null when it was.</returns>
    Problem? Write(ReportSettings settings, CancellationToken stopToken);
}
