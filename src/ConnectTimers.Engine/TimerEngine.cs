using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amazon;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Chats;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Import;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Queue;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Report;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine;

/// <summary>The engine. One for the process, because clients and rate limiters are shared by all its runs.</summary>
public sealed class TimerEngine : ITimerEngine
{
    private readonly TimeProvider _clock;
    private readonly RateLimiterPartitions _limiters;
    private readonly Func<ConnectionSettings, CancellationToken, Task<IConnection>> _connect;
    private readonly Random _random;
    private readonly Random _ids;

    // One step at a time for all runs, so what they share needs no locks. Only calls, journals and credentials run elsewhere.
    private readonly TaskFactory _tasks = new(CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    /// <summary>Creates the engine for Amazon Connect. The cmdlets find it by name.</summary>
    public TimerEngine()
        : this(TimeProvider.System, new ConnectionFactory(TimeProvider.System).OpenAsync, RandomNumberGenerator.GetInt32(int.MaxValue))
    {
    }

    internal TimerEngine(TimeProvider clock, Func<ConnectionSettings, CancellationToken, Task<IConnection>> connect, int seed)
    {
        _clock = clock;
        _limiters = new RateLimiterPartitions(clock);
        _connect = connect;
        _random = new Random(seed);
        _ids = new Random(~seed);
    }

    /// <inheritdoc/>
    public ITimerRun Start(RunSettings settings, CancellationToken stopToken) =>
        new TimerRun(NextRunId(), Connect(settings), _limiters, settings, _clock, _random, _tasks, stopToken);

    /// <inheritdoc/>
    public void WarmUp() => Warmup.CallAsync(new Warmup.Acceptance()).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public IReadOnlyList<string> GetProfileNames(string? location) => [.. AwsFiles.Read(location).ProfileNames.Order(StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    public IReadOnlyList<string> GetRegions() => [.. RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IChatSearch FindChats(ChatQuery query, ConnectionSettings settings, CancellationToken stopToken) =>
        new ChatSearch(Connect(settings), _limiters, query, settings, _clock, _random, _tasks, stopToken);

    /// <inheritdoc/>
    public IChatLookup DescribeChats(ConnectionSettings settings, CancellationToken stopToken) =>
        new ChatLookup(Connect(settings), _limiters, settings, _clock, _random, _tasks, stopToken);

    /// <inheritdoc/>
    public IChatWatch WatchChats(IReadOnlyList<ChatQuery> queries, ConnectionSettings settings, CancellationToken stopToken) =>
        new SearchWatch(Connect(settings), _limiters, queries, settings, _clock, _random, _tasks, stopToken);

    /// <inheritdoc/>
    public IChatWatch WatchQueues(QueueQuery query, ConnectionSettings settings, CancellationToken stopToken) =>
        new QueueWatch(Connect(settings), query, settings, _clock, _random, _tasks, stopToken);

    /// <inheritdoc/>
    public IDisposable OnTerminate(Action action)
    {
        var isFirst = true;
        return PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = isFirst; // a second one ends the process
            isFirst = false;
            action();
        });
    }

    /// <inheritdoc/>
    public IEnumerable<FileEntry> ReadFile(FileSettings settings, CancellationToken stopToken) => FileReader.Read(settings, stopToken);

    /// <inheritdoc/>
    public InputNode? ParseJson(string text) => JsonInputNode.Parse(text);

    /// <inheritdoc/>
    public bool IsSameFile(string first, string second) => FileIdentity.IsSame(first, second);

    /// <inheritdoc/>
    public IJournalReader ReadJournal(string path) => new JournalFileReader(path);

    /// <inheritdoc/>
    public IRunReport BeginReport() => new RunReport(_clock, new Random(NextId()));

    // On the thread pool: it may take seconds and must not hold up other runs.
    private Func<CancellationToken, Task<IConnection>> Connect(ConnectionSettings settings) =>
        token => Task.Run(() => _connect(settings, token)).WaitAsync(token);

    // Such as 20260301T120000Z-5f3a9c1e: short enough to be typed, and in the order of time.
    private string NextRunId() => string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{NextId():x8}");

    private int NextId()
    {
        lock (_ids)
        {
            return _ids.Next();
        }
    }
}
