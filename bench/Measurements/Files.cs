using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// How fast files are read, and in how much memory: by the module, which checks every cell and makes a config of each row, beside a bare
/// loop over the same CSV library, and beside Import-Csv.
/// </summary>
internal sealed class Files : IMeasurement
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double MostGrowthMB = 50;
    private const double LeastOfImportCsv = 1.15;
    private const int Pairs = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "files";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var (few, many) = (Path.Combine(folder.FullName, "few.csv"), Path.Combine(folder.FullName, "many.csv"));
            SampleFile.Write(few, Few);
            SampleFile.Write(many, Many);
            var (bareFew, _) = await ReadAsync(new ReadOrder(few, Few, Reader.Bare), stop);
            var (bareMany, _) = await ReadAsync(new ReadOrder(many, Many, Reader.Bare), stop);
            var (pipeline, _) = await ReadAsync(new ReadOrder(many, Many, Reader.Pipeline), stop);
            var (oursFew, versions) = await ReadAsync(new ReadOrder(few, Few, Reader.Module), stop);
            var (oursMany, _) = await ReadAsync(new ReadOrder(many, Many, Reader.Module), stop);
            var growth = (oursMany.PeakBytes - oursFew.PeakBytes) / 1e6;
            var ofBare = bareMany.Seconds / oursMany.Seconds;
            Row[] rows =
            [
                Row("bare", bareFew), Row("bare", bareMany), Row("empty pipeline", pipeline), Row("module", oursFew),
                Row("module", oursMany) with
                {
                    Goals =
                    [
                        new Goal(FormattableString.Invariant($"< {MostGrowthMB:0} MB more for {Many:N0} rows than for {Few:N0}"), growth < MostGrowthMB),
                    ],
                    Figures =
                    [
                        .. Figures(oursMany),
                        new Figure($"more memory than for {Few} rows", growth, "MB"),
                        new Figure("rows a second, as a part of the bare loop's", ofBare, ""),
                        new Figure("rows a second, as a part of the empty pipeline's", pipeline.Seconds / oursMany.Seconds, ""),
                    ],
                },
            ];
            return new Measured(versions, [.. rows, .. await InPwshAsync(many, stop)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(ReadReport Report, WorkerVersions Versions)> ReadAsync(ReadOrder order, CancellationToken stop)
    {
        await using var child = Child.Start(ReadRole.Name, Wire.Write(order));
        var versions = Wire.Read<WorkerVersions>(await child.ExpectAsync(Worker.Ready, Patience, stop));
        await child.GoAsync();
        var report = Wire.Read<ReadReport>(await child.ExpectAsync(Worker.Done, Patience, stop));
        return report.Rows == order.Rows ? (report, versions) : throw new BenchException($"Of {order.Rows} rows {report.Rows} came out.");
    }

    // In a process each, from the call to its return; what each of them costs to start is another matter. The median of each counts.
    private async Task<IReadOnlyList<Row>> InPwshAsync(string path, CancellationToken stop)
    {
        var (allCsv, allOurs) = (new List<ReadReport>(), new List<ReadReport>());
        for (var i = 0; i < Pairs; i++)
        {
            allCsv.Add(await MeasureInPwshAsync($"Import-Csv '{path}'", stop));
            allOurs.Add(await MeasureInPwshAsync($"Import-ParticipantRoleConfig '{path}'", stop, $"Import-Module '{HostedModule.Manifest}'; "));
        }

        var (csv, ours) = (allCsv.OrderBy(r => r.Seconds).ElementAt(Pairs / 2), allOurs.OrderBy(r => r.Seconds).ElementAt(Pairs / 2));
        return
        [
            Row("pwsh Import-Csv", csv),
            Row("pwsh module", ours) with
            {
                Goals = [new Goal(FormattableString.Invariant($">= {LeastOfImportCsv:0.00} x the rows a second of Import-Csv"), csv.Seconds >= LeastOfImportCsv * ours.Seconds)],
                Figures = [.. Figures(ours), new Figure("rows a second, in Import-Csv's", csv.Seconds / ours.Seconds, "")],
            },
        ];
    }

    private static async Task<ReadReport> MeasureInPwshAsync(string reader, CancellationToken stop, string before = "")
    {
        var said = await Pwsh.RunAsync(before + $$"""
            $began = [Diagnostics.Stopwatch]::GetTimestamp()
            {{reader}} | Out-Null
            $seconds = [Diagnostics.Stopwatch]::GetElapsedTime($began).TotalSeconds
            [string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $seconds, [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)
            """, stop);
        var (seconds, peak) = said.Output.Split(' ') is [var first, var second] ? (first, second) : throw new BenchException($"'{said.Output}' came in place of two figures.");
        return new ReadReport(Many, double.Parse(seconds, CultureInfo.InvariantCulture), long.Parse(peak, CultureInfo.InvariantCulture));
    }

    private Row Row(string reader, ReadReport report) => new()
    {
        Name = $"{Name} {reader}",
        Contacts = report.Rows,
        Accepted = report.Rows,
        Seconds = report.Seconds,
        Figures = Figures(report),
    };

    private static IReadOnlyList<Figure> Figures(ReadReport report) =>
        [new Figure("rows", report.Rows / report.Seconds, "a second"), new Figure("memory at its highest", report.PeakBytes / 1e6, "MB")];
}
