using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>The way of a run's calls to one Region: through whose hands, and let out by whom.</summary>
internal sealed class Route(IConnectService service, Governor governor, RunLimits limits) : IDisposable
{
    public IConnectService Service => service;

    public Governor Governor => governor;

    public Governor.Share Share { get; } = governor.Join(limits);

    public void Dispose() => Share.Dispose();
}
