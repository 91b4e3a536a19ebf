using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ConnectTimers.Emulator;
using ConnectTimers.Quickstart;
using ConnectTimers.Quickstart.Host;
using ConnectTimers.Standins;

// Before the first engine loads: PowerShell reports its use from every process that hosts it.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

// PowerShell breaks text between words only for languages that it knows, and a machine that has none set has the invariant culture.
if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
{
    CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
}

var paths = typeof(ClosingCount).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!);
var options = new EmulatorOptions { Contacts = ContactsFile.Read(Path.Combine(paths["Examples"], "data", "contacts.csv")) };
await using var emulator = await ConnectEmulator.StartAsync(options);
Console.WriteLine($"An emulated Amazon Connect listens on {emulator.Endpoint.GetLeftPart(UriPartial.Authority)}, with the documented quota.");
Console.WriteLine();

using var ctrlC = new CtrlC();
var host = ConsoleHost.OfThisProcess(TimeProvider.System);
var state = InitialSessionState.CreateDefault2();
StandinCommands.AddTo(state); // Import-Csv and the like: the engine's package has none of PowerShell's own modules
using var runspace = RunspaceFactory.CreateRunspace(host, state);
runspace.Open();

var journal = Path.GetFullPath(Path.Combine(paths["ModuleOutput"], "..", "quickstart.jsonl"));
File.Delete(journal); // of the run before
var parameters = new Dictionary<string, object?>
{
    ["ModulePath"] = Path.Combine(paths["ModuleOutput"], "ConnectTimers.psd1"),
    ["EndpointUrl"] = emulator.Endpoint.GetLeftPart(UriPartial.Authority),
    ["AccessKey"] = options.AccessKey,
    ["SecretKey"] = options.SecretKey,
    ["JournalPath"] = journal,
};
var exitCode = new ScriptRunner(host, runspace).Run(Path.Combine(paths["Examples"], "Quickstart", "quickstart.ps1"), parameters, ctrlC.Token);
return exitCode != 0
    ? exitCode
    : ClosingCount.Print(LanguagePrimitives.GetEnumerable(runspace.SessionStateProxy.GetVariable("outcomes")), emulator.GetState());
