using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConnectTimers.Bench;
using ConnectTimers.Bench.Micro;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Roles;

// Shows BenchmarkDotNet's own table, and tells the bench, when that started it.
const string OfTheBench = "report";
var go = args is [OfTheBench] ? Parent.Listen(() => Environment.Exit(1)) : null;
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
var summary = BenchmarkRunner.Run<Pieces>(config);
if (summary.HasCriticalValidationErrors || summary.Reports.Any(r => !r.Success))
{
    Console.Error.WriteLine("BenchmarkDotNet gives no figures; its output says why.");
    return 1;
}

if (go is not null)
{
    Parent.Say(Worker.Done, new MicroReport([.. summary.Reports.Select(Figure)]));
}

return 0;

static MicroFigure Figure(BenchmarkReport report) => new(
    report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
    report.ResultStatistics!.Mean,
    report.ResultStatistics.ConfidenceInterval.Margin,
    report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? throw new BenchException("No allocation was counted."));
