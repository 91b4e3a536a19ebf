using System.Security.Cryptography;
using Amazon;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Dispatch;
using ConnectTimers.Engine.Import;
using ConnectTimers.Engine.Report;
using ConnectTimers.Engine.Search;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine;

/// <summary>The engine: one for the process, because its clients and its governors are the process's.</summary>
public sealed class TimerEngine : ITimerEngine
{
    private readonly TimeProvider _clock;
    private readonly Governors _governors;
    private readonly Func<ConnectionSettings, Task<IConnection>> _connect;
    private readonly Random _dice;

    // One step at a time, for all runs: what they share needs no locks. Only calls, journals and credentials leave it.
    private readonly TaskFactory _tasks = new(CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    /// <summary>The engine that talks to Amazon Connect. Found by name from the module's side of the seam.</summary>
    public TimerEngine()
        : this(TimeProvider.System, new ConnectionFactory(TimeProvider.System).OpenAsync, RandomNumberGenerator.GetInt32(int.MaxValue))
    {
    }

    internal TimerEngine(TimeProvider clock, Func<ConnectionSettings, Task<IConnection>> connect, int seed)
    {
        _clock = clock;
        _governors = new Governors(clock);
        _connect = connect;
        _dice = new Random(seed);
    }

    /// <inheritdoc/>
    public ITimerRun Start(RunSettings settings, CancellationToken stopToken) =>
        new TimerRun(() => _connect(settings), _governors, settings, _clock, _dice, _tasks, stopToken);

    /// <inheritdoc/>
    public void Rehearse() => Rehearsal.CallAsync(new Rehearsal.Acceptance()).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public IReadOnlyList<string> GetProfileNames(string? location) => Profiles.Names(location);

    /// <inheritdoc/>
    public IReadOnlyList<string> GetRegions() => [.. RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IEnumerable<FoundPage> FindChats(ChatQuery query, ConnectionSettings settings, CancellationToken stopToken)
    {
        using var search = new ChatSearch(() => _connect(settings), _governors, query, settings, _clock, _dice, _tasks, stopToken);
        foreach (var page in search.Pages())
        {
            yield return page;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<FileRow> ReadFile(FileSettings settings, CancellationToken stopToken) => FileReader.Read(settings, stopToken);

    /// <inheritdoc/>
    public IRunReport BeginReport() => new RunReport(_clock);
}
