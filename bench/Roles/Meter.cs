using System.Diagnostics;

namespace ConnectTimers.Bench.Roles;

/// <summary>Wall and processor time of this process from now on.</summary>
internal sealed class Meter
{
    private readonly TimeSpan _cpu = Cpu();
    private readonly long _began = TimeProvider.System.GetTimestamp();

    public (double Seconds, double CpuSeconds) Read()
    {
        var seconds = TimeProvider.System.GetElapsedTime(_began).TotalSeconds;
        return (seconds, (Cpu() - _cpu).TotalSeconds);
    }

    private static TimeSpan Cpu()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
