using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>What the engine's pieces take that are on the way of every contact, by BenchmarkDotNet in a process of its own.</summary>
internal sealed class Micro : IMeasurement
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "micro";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var child = Child.StartProgram(Name, Outputs.Micro, "report");
        var report = Wire.Read<MicroReport>(await child.ExpectAsync(Worker.Done, Patience, stop));
        return new Measured(null, [.. report.Figures.Select(f => new Row
        {
            Name = $"{Name} {f.Piece}",
            Figures =
            [
                new Figure("mean", f.Nanoseconds, "ns"),
                new Figure("half of its 99.9 % confidence interval", f.ErrorNanoseconds, "ns"),
                new Figure("allocated", f.Bytes, "bytes"),
            ],
        })]);
    }
}
