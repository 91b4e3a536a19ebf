// Starts an emulated Amazon Connect, runs quickstart.ps1 in a real PowerShell at this terminal, and compares what the module says that it
// did with what the emulator has. Exits with 0 when the two agree, 1 when they differ or the script failed, 130 when it was interrupted.
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using ConnectTimers.Emulator;
using ConnectTimers.Quickstart;

const int Interrupted = 130;

var built = typeof(Comparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!);
var output = Path.GetFullPath(Path.Combine(built["ModuleOutput"], ".."));
var (journal, outcomes) = (Path.Combine(output, "quickstart.jsonl"), Path.Combine(output, "quickstart.json"));
File.Delete(journal); // of the run before
File.Delete(outcomes);

var options = new EmulatorOptions { Contacts = ContactsFile.Read(Path.Combine(built["Examples"], "data", "contacts.csv")) };
await using var emulator = await ConnectEmulator.StartAsync(options);

// Arrivals end before the script does, so that what is in the queue at the end is of chats that had their turn.
await using var live = await ConnectEmulator.StartAsync(new EmulatorOptions
{
    LiveChats = new LiveChatOptions { ArrivalRate = 2, MeanWait = TimeSpan.FromSeconds(10), Duration = TimeSpan.FromSeconds(27) },
    Queue = new QueueOptions(),
});
var endpoint = emulator.Endpoint.GetLeftPart(UriPartial.Authority);
Console.WriteLine($"An emulated Amazon Connect listens on {endpoint}, with the documented quota.\n");

string[] arguments =
[
    "exec", built["Pwsh"], "-NoLogo", "-NoProfile", "-File", Path.Combine(built["Examples"], "Quickstart", "Show-Script.ps1"), "quickstart.ps1",
    Path.Combine(built["ModuleOutput"], "ConnectTimers.psd1"), endpoint, options.AccessKey, options.SecretKey, journal, outcomes, live.Endpoint.GetLeftPart(UriPartial.Authority),
];
var start = new ProcessStartInfo(built["Dotnet"], arguments);
start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
if (Console.IsOutputRedirected)
{
    start.Environment["NO_COLOR"] = "1"; // PowerShell colours what it writes into a pipe, too
}

if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
{
    start.Environment["LC_ALL"] = "en_US.UTF-8"; // PowerShell breaks lines between words only in languages that it knows
}

using var stop = new CancellationTokenSource();
PosixSignalRegistration[] signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Stop))];
using var shell = Process.Start(start)!;
try
{
    await shell.WaitForExitAsync(stop.Token);
}
catch (OperationCanceledException)
{
    // Ctrl+C reaches the shell as well; what is sent to this process alone does not.
    if (!shell.WaitForExit(TimeSpan.FromSeconds(2)))
    {
        shell.Kill();
    }

    return Interrupted;
}
finally
{
    Array.ForEach(signals, s => s.Dispose());
}

if (shell.ExitCode != 0 || !File.Exists(outcomes) || !Comparison.Print(File.ReadAllText(outcomes), emulator.GetState()))
{
    return 1;
}

var chats = live.GetState().Chats;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chats.InForce} of {chats.InForce + chats.NotInForce} chats had their timers when the agent joined."));
return chats.InForce > 0 ? 0 : 1;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
