// Runs a script with its arguments: output as text to standard output, errors to standard error, 1 when the script was ended by one.
// PowerShell's own console host writes nothing when Wine redirects it.
using System.Management.Automation;
using System.Management.Automation.Runspaces;

using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddCommand(args[0]);
foreach (var argument in args[1..])
{
    shell.AddArgument(argument);
}

shell.AddCommand("Out-String").AddParameter("Stream");
shell.Streams.Error.DataAdded += (_, e) => Console.Error.WriteLine(shell.Streams.Error[e.Index]);
try
{
    var output = new PSDataCollection<string>();
    output.DataAdded += (_, e) => Console.WriteLine(output[e.Index]);
    shell.Invoke(null, output);
    return 0;
}
catch (RuntimeException e)
{
    Console.Error.WriteLine(e.ErrorRecord);
    return 1;
}
