using System.Diagnostics;
using ConnectTimers.Bench.Processes;
using CsvHelper;

namespace ConnectTimers.Bench.Roles;

/// <summary>Who reads.</summary>
internal enum Reader
{
    /// <summary>A bare loop over CsvHelper, which takes every cell as text and does nothing with it.</summary>
    Bare,

    /// <summary>Nothing is read: a cmdlet writes as many objects as there are rows into a pipeline that throws them away.</summary>
    Pipeline,

    /// <summary>The module, into such a pipeline.</summary>
    Module,
}

/// <summary>What shall be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Reader">By whom.</param>
internal sealed record ReadOrder(string Path, int Rows, Reader Reader);

/// <summary>How that went.</summary>
/// <param name="Rows">Rows that came of it, without the header.</param>
/// <param name="Seconds">From the call to its return, in a process that has read nothing before.</param>
/// <param name="PeakBytes">The most memory that the process has had.</param>
internal sealed record ReadReport(int Rows, double Seconds, long PeakBytes);

/// <summary>Reads a file once and ends.</summary>
internal static class ReadRole
{
    public const string Name = "read";

    public static int Run(string order)
    {
        var go = Parent.Listen(() => Environment.Exit(1));
        var work = Wire.Read<ReadOrder>(order);
        using var module = work.Reader == Reader.Bare ? null : HostedModule.Import();
        Parent.Say(Worker.Ready, module?.Versions ?? new WorkerVersions(null, null));
        go.Wait();
        var meter = new Meter();
        var rows = work.Reader switch
        {
            Reader.Bare => ReadBare(work.Path),
            Reader.Pipeline => module!.Write(work.Rows),
            _ => module!.Import(work.Path),
        };
        var seconds = meter.Read().Seconds;
        using var self = Process.GetCurrentProcess();
        Parent.Say(Worker.Done, new ReadReport(rows, seconds, self.PeakWorkingSet64));
        return 0;
    }

    private static int ReadBare(string path)
    {
        using var file = File.OpenRead(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions());
        var rows = 0;
        var characters = 0L; // so that no cell is left unread
        while (csv.Read())
        {
            for (var i = 0; i < csv.FieldCount; i++)
            {
                characters += csv.GetString(i).Length;
            }

            rows++;
        }

        return characters > 0 ? rows : 0;
    }
}
