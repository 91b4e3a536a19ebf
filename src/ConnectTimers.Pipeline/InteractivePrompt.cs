using System.Management.Automation;

namespace ConnectTimers.Pipeline;

/// <summary>
/// One line on the screen of somebody who typed a command and would otherwise see nothing when it succeeds. Scripts, jobs, -NonInteractive and
/// redirected output get the summary on the information stream alone.
/// </summary>
internal sealed class InteractivePrompt
{
    private const string HostTag = "PSHOST"; // as Write-Host has it: shown whatever $InformationPreference is, and redirected with 6>

    private readonly PSCmdlet _cmdlet;
    private readonly bool _isThere;
    private string? _timeline;
    private bool _areSame = true;

    /// <summary>Finds out whether somebody sits there.</summary>
    public InteractivePrompt(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _isThere = cmdlet.CommandOrigin == CommandOrigin.Runspace
            && cmdlet.Host?.Name is "ConsoleHost" or "Visual Studio Code Host"
            && !Console.IsInputRedirected && !Console.IsOutputRedirected
            && !Environment.GetCommandLineArgs().Any(IsNonInteractive)
            && !cmdlet.MyInvocation.BoundParameters.ContainsKey("InformationAction")
            && cmdlet.GetVariableValue("InformationPreference") is not ActionPreference.Continue; // shows the summary itself
    }

    /// <summary>Notes what an accepted config does.</summary>
    public void Add(ParticipantRoleConfig config)
    {
        if (_isThere && _areSame)
        {
            var timeline = config.GetTimeline();
            _areSame = (_timeline ??= timeline) == timeline;
        }
    }

    /// <summary>Writes the line: what happens in the chats if all of them were set alike, otherwise the counts.</summary>
    public void Write(RunSummary summary)
    {
        if (_isThere)
        {
            var line = _areSame && _timeline is not null && summary.Accepted == summary.Outcomes
                ? $"{DisplayText.Count(summary.Accepted, "chat", "chats")} set: {_timeline}{(summary.InForce.Late == 0 ? "; takes effect when an agent joins" : "")}."
                : summary.ToLine();
            _cmdlet.WriteInformation(new HostInformationMessage { Message = line }, [HostTag]);
        }
    }

    // pwsh takes any shortening of it from -noni.
    private static bool IsNonInteractive(string argument) =>
        argument.TrimStart('-', '/') is { Length: >= 4 } name && name.Length < argument.Length && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
