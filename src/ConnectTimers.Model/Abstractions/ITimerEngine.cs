using ConnectTimers.Parsing;

namespace ConnectTimers.Abstractions;

/// <summary>
/// The engine, as the cmdlets use it. The interfaces are in this assembly because both sides load it: the engine itself is in a private load
/// context, where PowerShell's side cannot name its types.
/// </summary>
public interface ITimerEngine
{
    /// <summary>Starts a run and returns at once; credentials, endpoint and Region are found in the background.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="stopToken">Stops the run: cancels calls in flight and sends nothing more.</param>
    ITimerRun Start(RunSettings settings, CancellationToken stopToken);

    /// <summary>
    /// Has the code of the first call compiled. Takes some tenths of a second, so it belongs on a thread of its own. Connects to nothing and
    /// asks for no credentials; an exception of it says nothing about the calls to come.
    /// </summary>
    void WarmUp();

    /// <summary>The names of the AWS profiles.</summary>
    /// <param name="location">The shared credentials file; null for the usual ones.</param>
    IReadOnlyList<string> GetProfileNames(string? location);

    /// <summary>The codes of the Regions that the SDK knows; there may be more.</summary>
    IReadOnlyList<string> GetRegions();

    /// <summary>Starts a search for open chats and returns at once. Failures are events of the search.</summary>
    /// <param name="query">The chats to find.</param>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="stopToken">Stops the search.</param>
    IChatSearch FindChats(ChatQuery query, ConnectionSettings settings, CancellationToken stopToken);

    /// <summary>Starts a lookup of contacts and returns at once.</summary>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="stopToken">Stops the lookup.</param>
    IChatLookup DescribeChats(ConnectionSettings settings, CancellationToken stopToken);

    /// <summary>Starts a watch over instances by continuous search and returns at once. Failures are events of the watch.</summary>
    /// <param name="queries">The chats to find, a query for each instance.</param>
    /// <param name="settings">The connection and its limits; without a limit of its own for stalls, the watch outlasts any outage.</param>
    /// <param name="stopToken">Stops the watch.</param>
    IChatWatch WatchChats(IReadOnlyList<ChatQuery> queries, ConnectionSettings settings, CancellationToken stopToken);

    /// <summary>Starts a watch over SQS queues with contact events and returns at once. Failures are events of the watch.</summary>
    /// <param name="query">The queues, and the chats to return.</param>
    /// <param name="settings">The connection and its limits; without a limit of its own for stalls, the watch outlasts any outage.</param>
    /// <param name="stopToken">Stops the watch.</param>
    IChatWatch WatchQueues(QueueQuery query, ConnectionSettings settings, CancellationToken stopToken);

    /// <summary>Has the first signal to terminate (SIGTERM) call an action instead of ending the process, until the result is disposed.</summary>
    /// <param name="action">What is called, from another thread.</param>
    IDisposable OnTerminate(Action action);

    /// <summary>Reads a file row by row, as the rows are requested. Problems are entries as well; nothing is thrown except when stopped.</summary>
    /// <param name="settings">The file.</param>
    /// <param name="stopToken">Stops reading.</param>
    IEnumerable<FileEntry> ReadFile(FileSettings settings, CancellationToken stopToken);

    /// <summary>Parses a text as JSON.</summary>
    /// <returns>Null when it is not JSON.</returns>
    InputNode? ParseJson(string text);

    /// <summary>Whether two paths lead to one file that exists.</summary>
    /// <param name="first">A full path.</param>
    /// <param name="second">A full path.</param>
    bool IsSameFile(string first, string second);

    /// <summary>Reads a journal; the file is opened when its content is requested.</summary>
    /// <param name="path">Its full path.</param>
    IJournalReader ReadJournal(string path);

    /// <summary>Starts a report about outcomes.</summary>
    IRunReport BeginReport();
}
