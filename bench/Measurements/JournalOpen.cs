using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>How long a run takes that finds in a long journal that there is nothing left to do: mostly opening it, in a cold engine.</summary>
internal sealed class JournalOpen : IMeasurement
{
    private const int Lines = 1_000_000;
    private const int Contacts = 200_000;
    private const double MostSeconds = 4;
    private const double MostMegabytes = 300;

    public string Name => "journal";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            await using var emulator = await EmulatorProcess.StartAsync(new Quota(0, 1), stop);
            var journal = Path.Combine(folder.FullName, "run.jsonl");
            await File.WriteAllLinesAsync(journal, Enumerable.Range(0, Lines).Select(i => Line(emulator.Endpoint, 1 + i % Contacts)), stop);
            var order = new WorkOrder { Endpoint = emulator.Endpoint, First = 1, Contacts = 1, JournalPath = journal };
            await using var worker = WorkerProcess.Module(order);
            var versions = await worker.ReadyAsync(stop);
            var report = await worker.RunAsync(TimeSpan.FromMinutes(1), stop);
            if (report.Outcomes.GetValueOrDefault("Skipped") != 1 || (await emulator.ReadAsync(stop)).Sent > 0)
            {
                throw new BenchException($"The chat that stands in the journal was not skipped. {string.Join(' ', report.Errors)}");
            }

            return new Measured(versions, new Row
            {
                Name = Name,
                Contacts = 1,
                Accepted = 1,
                Seconds = report.Seconds,
                CmdletSeconds = report.Seconds,
                Goals = [new Goal($"{Lines} lines of {Contacts} contacts, <= {MostSeconds} s", report.Seconds <= MostSeconds), new Goal($"<= {MostMegabytes} MB", report.PeakBytes / 1e6 <= MostMegabytes)],
                Figures = [new Figure("journal", new FileInfo(journal).Length / 1e6, "MB"), new Figure("memory at its highest", report.PeakBytes / 1e6, "MB")],
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A few lines for each contact, as a journal of scheduled runs has; those of the first are of the chat that is sent.
    private static string Line(Uri endpoint, int number)
    {
        var chat = new Chat(number);
        return $$"""{"Time":"2026-03-01T12:00:00.000Z","Status":"Accepted","Endpoint":"{{endpoint.GetLeftPart(UriPartial.Authority)}}","Region":"eu-west-2","InstanceId":"{{Chat.InstanceId}}","ContactId":"{{chat.ContactId}}","CustomerIdle":{{chat.CustomerIdle}},"CustomerDisconnect":{{chat.CustomerDisconnect}},"Attempts":1,"SentAt":"2026-03-01T12:00:00.000Z","LatencyMs":87,"RequestId":"0f3c6a1e-90ab-4def-8234-567890abcdef"}""";
    }
}
