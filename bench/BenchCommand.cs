using System.CommandLine;
using ConnectTimers.Bench.Measurements;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench;

/// <summary>Runs the measurements of the command line and prints their figures.</summary>
internal static class BenchCommand
{
    private const int NotKept = 1;
    private const int WrongUsage = 2;

    // As shells have it for Ctrl+C.
    private const int Stopped = 130;

    /// <returns>0 if every goal was met, 1 if one was missed or a measurement gave no figure, 2 for a wrong command line, 130 after Ctrl+C.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var line = CommandLine.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            foreach (var problem in line.Errors)
            {
                Console.Error.WriteLine(problem.Message);
            }

            Console.Error.WriteLine("--help lists the commands and options.");
            return WrongUsage;
        }

        if (line.Action is not null)
        {
            // --help or --version.
            return await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop);
        }

        try
        {
            return await RunAsync(CommandLine.MeasurementsOf(line), CommandLine.JsonFileOf(line), stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ctrl+C reaches the children too, and which of them is missed first is chance.
            Console.Error.WriteLine("Stopped.");
            return Stopped;
        }
    }

    private static async Task<int> RunAsync(IReadOnlyList<IMeasurement> measurements, string? json, CancellationToken stop)
    {
        var rows = new List<Row>();
        WorkerVersions? versions = null;
        var isWithoutFigures = false;
        foreach (var measurement in measurements)
        {
            try
            {
                Console.Error.WriteLine($"{measurement.Name} ...");
                var measured = await measurement.RunAsync(stop);
                rows.AddRange(measured.Rows);
                versions = measured.Versions ?? versions;
            }
            catch (Exception e) when (e is BenchException or HttpRequestException or IOException && !stop.IsCancellationRequested)
            {
                // The others can still be measured.
                Console.Error.WriteLine($"{measurement.Name} gives no figure: {e.Message}");
                isWithoutFigures = true;
            }
        }

        if (rows.Count > 0)
        {
            var machine = Machine.Of(versions);
            TextTable.Write(Console.Out, rows);
            Console.WriteLine(machine);
            isWithoutFigures |= json is { } file && !JsonFile.TryWrite(file, machine, rows);
        }

        return isWithoutFigures || rows.Exists(r => r.IsShort) ? NotKept : 0;
    }
}
