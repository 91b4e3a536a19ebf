using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>One of the bench's commands.</summary>
internal interface IMeasurement
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Runs it once.</summary>
    /// <exception cref="BenchException">It gives no figure: what was sent and what arrived differ, or a process failed.</exception>
    Task<Measured> RunAsync(CancellationToken stop);
}

/// <summary>What came of a measurement.</summary>
/// <param name="Versions">What the module ran on; null where it was not imported.</param>
/// <param name="Rows">The figures.</param>
internal sealed record Measured(WorkerVersions? Versions, params IReadOnlyList<Row> Rows);
