using System.Collections.Concurrent;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>
/// The paces of the process, one for each Region and address. The quota is the account's, but which account a key belongs to is not
/// known without asking, so two accounts in one Region share a pace: slower than need be, never faster than allowed.
/// </summary>
internal sealed class PaceRegistry(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Region, string Endpoint), Pace> _paces = new();

    public Pace Of(string region, string endpoint) => _paces.GetOrAdd((region, endpoint), _ => new Pace(clock));
}
