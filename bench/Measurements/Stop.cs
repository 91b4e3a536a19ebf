using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>How long it takes until the prompt is back when a run is stopped while the endpoint hangs; with a journal, which gets its last lines.</summary>
internal sealed class Stop : IMeasurement
{
    private const int Contacts = 1000;
    private const double MostSeconds = 1;

    public string Name => "stop";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            await using var emulator = await EmulatorProcess.StartAsync(new Quota(0, 1), stop, "--fault", "hang=1");
            var journal = Path.Combine(folder.FullName, "run.jsonl");
            var order = new WorkOrder { Endpoint = emulator.Endpoint, First = 1, Contacts = Contacts, JournalPath = journal, IsStopped = true };
            await using var worker = WorkerProcess.Module(order);
            var versions = await worker.ReadyAsync(stop);
            var report = await worker.RunAsync(TimeSpan.FromMinutes(1), stop);
            var unknown = (await File.ReadAllLinesAsync(journal, stop)).Count(l => l.Contains("\"ErrorId\":\"StoppedInFlight\"", StringComparison.Ordinal));
            var sent = (await emulator.ReadAsync(stop)).Sent;
            if (sent == 0 || unknown != sent)
            {
                throw new BenchException($"{sent} calls hung, and the journal has {unknown} of them as unknown.");
            }

            return new Measured(versions, new Row
            {
                Name = Name,
                Contacts = Contacts,
                Accepted = 0,
                Seconds = report.Seconds,
                Goals = [new Goal($"<= {MostSeconds} s", report.Seconds <= MostSeconds)],
                Figures = [new Figure("unknown in the journal", unknown, "calls")],
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
