using System.Reflection;
using System.Runtime.InteropServices;
using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Report;

/// <summary>What the figures were taken on.</summary>
internal sealed record Machine
{
    // Linux says its processors' name here; Windows, in a variable.
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string ProcessorVariable = "PROCESSOR_IDENTIFIER";

    public required string Cpu { get; init; }

    public required int LogicalCores { get; init; }

    public required string Os { get; init; }

    public required string DotNet { get; init; }

    public required string? PowerShell { get; init; }

    public required string? Module { get; init; }

    /// <summary>How the bench was built, and the module with it.</summary>
    public required string Build { get; init; }

    public static Machine Of(WorkerVersions? worker) => new()
    {
        Cpu = CpuName(),
        LogicalCores = Environment.ProcessorCount,
        Os = RuntimeInformation.OSDescription,
        DotNet = Environment.Version.ToString(),
        PowerShell = worker?.PowerShell,
        Module = worker?.Module,
        Build = typeof(Machine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!,
    };

    public override string ToString() =>
        $"{Cpu}, {LogicalCores} logical cores; {Os}; .NET {DotNet}, PowerShell engine {PowerShell ?? "none"}, ConnectTimers {Module ?? "none"}, {Build} build";

    private static string CpuName()
    {
        var named = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable(ProcessorVariable);
        return named ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
