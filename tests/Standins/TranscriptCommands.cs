using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>
/// Start-Transcript as far as a path and -Append: the file, with a first line, and an error when one is being written already. Not
/// covered: what the host shows in between, which only the engine's own console writes into it.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "Transcript", SupportsShouldProcess = true)]
public sealed class StartTranscriptCommand : PSCmdlet
{
    internal const string Variable = "global:StandinTranscript";

    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    protected override void BeginProcessing()
    {
        if (!ShouldProcess(Path))
        {
            return;
        }

        var file = GetUnresolvedProviderPathFromPSPath(Path);
        if (!Append)
        {
            File.Delete(file);
        }

        File.AppendAllText(file, "PowerShell transcript start\n");
        SessionState.PSVariable.Set(Variable, file);
        WriteObject($"Transcript started, output file is {Path}");
    }
}

/// <summary>Stop-Transcript: the last line, and an error when there is no transcript.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Transcript", SupportsShouldProcess = true)]
public sealed class StopTranscriptCommand : PSCmdlet
{
    protected override void BeginProcessing()
    {
        if (!ShouldProcess(""))
        {
            return;
        }

        if (SessionState.PSVariable.GetValue(StartTranscriptCommand.Variable) is not string file)
        {
            throw new PSInvalidOperationException("An error occurred stopping transcription: The host is not currently transcribing.");
        }

        File.AppendAllText(file, "PowerShell transcript end\n");
        SessionState.PSVariable.Remove(StartTranscriptCommand.Variable);
        WriteObject($"Transcript stopped, output file is {file}");
    }
}
