using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Dispatch;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine;

/// <summary>The engine: one for the process, because its clients and its paces are the process's.</summary>
public sealed class TimerEngine : ITimerEngine
{
    private readonly TimeProvider _clock;
    private readonly PaceRegistry _paces;
    private readonly Func<RunSettings, Task<IConnection>> _connect;

    /// <summary>The engine that talks to Amazon Connect. Found by name from the module's side of the seam.</summary>
    public TimerEngine()
        : this(TimeProvider.System, new ConnectionFactory().OpenAsync)
    {
    }

    internal TimerEngine(TimeProvider clock, Func<RunSettings, Task<IConnection>> connect)
    {
        _clock = clock;
        _paces = new PaceRegistry(clock);
        _connect = connect;
    }

    /// <inheritdoc/>
    public ITimerRun Start(RunSettings settings, CancellationToken stopToken) =>
        new TimerRun(() => _connect(settings), _paces, settings, _clock, stopToken);
}
