namespace ConnectTimers.Abstractions;

/// <summary>Reads one journal, which is not changed. Nothing is thrown except when stopped.</summary>
public interface IJournalReader
{
    /// <summary>Reads every outcome, in the order of the file.</summary>
    /// <param name="stopToken">Stops reading.</param>
    IEnumerable<JournalEntry> ReadHistory(CancellationToken stopToken);

    /// <summary>Reads the whole journal and returns the chats for which requests were sent, in the order of their first lines.</summary>
    /// <param name="stopToken">Stops reading.</param>
    IReadOnlyList<JournalContact> ReadContacts(CancellationToken stopToken);

    /// <summary>The ids of the runs that were read, in their order.</summary>
    IReadOnlyList<string> Runs { get; }

    /// <summary>Why the journal could not be read; null if it was.</summary>
    Problem? Problem { get; }

    /// <summary>The lines that were left out, as a sentence; null for none.</summary>
    string? LeftOut { get; }

    /// <summary>Why nothing can be decided by this journal: a line other than an incomplete last one cannot be read; null if each can.</summary>
    Problem? Invalid { get; }
}
