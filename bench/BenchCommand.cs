using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench;

/// <summary>Runs what the command line asks for and shows what came of it.</summary>
internal static class BenchCommand
{
    private const int NotKept = 1;
    private const int WrongUsage = 2;

    // As shells have it for Ctrl+C.
    private const int Stopped = 130;

    /// <returns>0 when every goal was met; 1 when one was missed or a measurement gave no figure.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        CommandLine commandLine;
        try
        {
            commandLine = CommandLine.Parse(arguments);
        }
        catch (BenchException e)
        {
            Console.Error.WriteLine(e.Message);
            return WrongUsage;
        }

        if (commandLine.Measurements.Count == 0)
        {
            Console.WriteLine(CommandLine.HelpText);
            return 0;
        }

        try
        {
            return await RunAsync(commandLine, stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ctrl+C reaches the children too, and which of them is missed first is chance.
            Console.Error.WriteLine("Stopped.");
            return Stopped;
        }
    }

    private static async Task<int> RunAsync(CommandLine commandLine, CancellationToken stop)
    {
        var rows = new List<Row>();
        WorkerVersions? versions = null;
        var isWithoutFigures = false;
        foreach (var measurement in commandLine.Measurements)
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
            isWithoutFigures |= commandLine.Json is { } file && !JsonFile.TryWrite(file, machine, rows);
        }

        return isWithoutFigures || rows.Exists(r => r.IsShort) ? NotKept : 0;
    }
}
