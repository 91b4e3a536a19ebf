// ConnectTimers.ModuleHost SCRIPT [ARGUMENT…]: runs a script file in a hosted PowerShell engine. What it writes goes to standard output,
// its errors to standard error, an object a line as it comes; exits with 1 when there was an error.
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// Before the first engine loads: PowerShell reports its use from every process that hosts it.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddScript(File.ReadAllText(args[0]));
foreach (var argument in args.Skip(1))
{
    shell.AddArgument(argument);
}

var exitCode = 0;
using var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, e) => Console.WriteLine(output[e.Index]);
shell.Streams.Error.DataAdded += (_, e) => Fail(shell.Streams.Error[e.Index]);
try
{
    shell.Invoke<PSObject, PSObject>(null, output, null);
}
catch (RuntimeException e)
{
    Fail(e.ErrorRecord);
}

return exitCode;

void Fail(ErrorRecord error)
{
    exitCode = 1;
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
    Console.Error.WriteLine(error.Exception); // with its stack: a failed load says only there who asked for it
}
