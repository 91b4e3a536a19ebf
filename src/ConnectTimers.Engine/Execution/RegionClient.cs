using System.Runtime.CompilerServices;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// The service, the rate limiter and the end of one run's calls to one operation in one Region (with -RoleName: in one account there).
/// </summary>
internal sealed class RegionClient : IDisposable
{
    private readonly RunState _run;
    private readonly string? _account; // null where the run has one account, and what ends its calls ends the run
    private readonly CancellationTokenSource? _ended;
    private int _failedInARow; // throttled and transient failures

    /// <summary>Joins the rate limiter of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="limiters">The rate limiters of the process.</param>
    /// <param name="operation">The operation that is called.</param>
    /// <param name="region">The Region's code.</param>
    /// <param name="run">The run's shared state.</param>
    /// <param name="account">The account, if other accounts of the run go on when its calls end; otherwise null.</param>
    /// <param name="limits">The limits of the operation; null for those of the run.</param>
    public RegionClient(
        IConnectService service, RateLimiterPartitions limiters, Operation operation, string region, RunState run, string? account = null, RateLimits? limits = null)
    {
        (_run, _account, Operation, Service) = (run, account, operation, service);
        _ended = account is null ? null : CancellationTokenSource.CreateLinkedTokenSource(run.DrainToken);
        Limiter = limiters.For(operation, region, service);
        Queue = Limiter.Join(limits ?? run.Limits.Rate);
    }

    public Operation Operation { get; }

    public IConnectService Service { get; }

    public AdaptiveRateLimiter Limiter { get; }

    /// <summary>The run's queue at the limiter.</summary>
    public AdaptiveRateLimiter.RunQueue Queue { get; }

    /// <summary>The account, if other accounts of the run go on when its calls end; otherwise null.</summary>
    public string? Account => _account;

    /// <summary>Why no call to this account can succeed while other accounts go on; null if that is not so.</summary>
    public Problem? AccountFault { get; private set; }

    /// <summary>Whether the calls, or the whole run, ended early.</summary>
    public bool IsEnded => AccountFault is not null || _run.Fault is not null;

    /// <summary>Prevents new calls. Calls in flight may finish.</summary>
    public CancellationToken DrainToken => _ended?.Token ?? _run.DrainToken;

    /// <summary>Called when a waiting call is granted its turn. Null for nothing.</summary>
    public Action? Granted { get; set; }

    /// <summary>Opens the service of a Region, again and again while the failures are transient, and joins its rate limiter.</summary>
    /// <exception cref="RunFaultException">The Region's endpoint cannot be used.</exception>
    /// <exception cref="AccountFaultException">There are no credentials for the account.</exception>
    public static Task<RegionClient> OpenAsync(
        IConnection connection, RateLimiterPartitions limiters, Operation operation, string region, string? account, RunState run) =>
        OpenWithRetriesAsync(() => OpenOnceAsync(connection, limiters, operation, region, account, run), run);

    /// <summary>Opens the service of a Region and joins its rate limiter, for a caller that retries by itself.</summary>
    /// <exception cref="RunFaultException">The Region's endpoint cannot be used.</exception>
    /// <exception cref="AccountFaultException">There are no credentials for the account.</exception>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public static async Task<RegionClient> OpenOnceAsync(
        IConnection connection, RateLimiterPartitions limiters, Operation operation, string region, string? account, RunState run)
    {
        var service = await connection.InAsync(region, account, run.DrainToken);
        return new RegionClient(service, limiters, operation, region, run, connection.IsPerAccount ? account : null);
    }

    /// <summary>Opens a client, again and again while the failures are transient: at most as often as a call is tried, but for a run without a limit for stalls.</summary>
    /// <param name="open">Opens it once.</param>
    /// <param name="run">The run's shared state.</param>
    /// <exception cref="RunFaultException">The Region's endpoint cannot be used.</exception>
    /// <exception cref="AccountFaultException">There are no credentials for the account.</exception>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public static async Task<RegionClient> OpenWithRetriesAsync(Func<Task<RegionClient>> open, RunState run)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await open();
            }
            catch (AccountFaultException e) when (e.IsTransient && (failures < run.Limits.MaxAttempts || run.Limits.MaxStall == TimeSpan.MaxValue))
            {
                run.Retrying?.Invoke(e.Problem);
                await Task.Delay(ExponentialBackoff.DelayAfter(failures, run.Random), run.Clock, run.DrainToken);
            }
        }
    }

    /// <summary>Ends these calls, and the run with them unless it has other accounts. The first problem is kept.</summary>
    public void Fail(Problem problem)
    {
        if (_account is null)
        {
            _run.Fail(problem);
            return;
        }

        AccountFault ??= problem.OfAccount(_account);
        _ended!.Cancel();
    }

    /// <summary>Records a valid response.</summary>
    public void RecordResponse()
    {
        _failedInARow = 0;
        _run.Pause = null;
    }

    /// <summary>Records a throttled or transiently failed call, and ends the calls when none has succeeded for too long.</summary>
    public void RecordFailure(Problem problem, bool isThrottled)
    {
        _failedInARow++;
        _run.Throttled += isThrottled ? 1 : 0;
        _run.Pause = Limiter.IsPaused ? problem : null;

        // The limiter belongs to the process and may have been failing before this run, so this run must have seen failures as well.
        if (Limiter.FailingFor >= _run.Limits.MaxStall && _failedInARow >= _run.Limits.MaxAttempts)
        {
            Fail(RunProblems.Stalled(problem, Limiter.FailingFor, Operation.Continue));
        }
    }

    public void Dispose()
    {
        Queue.Dispose();
        _ended?.Dispose();
    }
}
