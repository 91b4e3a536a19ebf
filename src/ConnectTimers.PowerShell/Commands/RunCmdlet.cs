using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>What a cmdlet of many calls has: how fast, how often and how long it tries, and a journal of what became of each.</summary>
public abstract class RunCmdlet : ConnectCmdlet
{
    /// <summary>Calls that may leave at once after a quiet time. Default 6, of the documented 8.</summary>
    [Parameter]
    [ValidateRange(1d, 1000d)]
    public double? BurstLimit { get; set; }

    /// <summary>The most calls in flight at once, 1 to 256. Default 16; it starts with 2 and takes more only when latency asks for it.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Minutes after which nothing new is sent, counted from the first contact; 0.01 to 10080. Default: as long as it needs.</summary>
    [Parameter]
    [ValidateRange(0.01, 10080d)]
    public double? MaxMinutes { get; set; }

    /// <summary>A file to which the outcome of each contact is added, a line of JSON each.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Skips what the journal says was accepted with the same timers.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Columns of the input that go into the journal as well.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? JournalProperty { get; set; }

    /// <summary>What the parameters describe, for the engine. The journal's path is PowerShell's, and may be relative.</summary>
    internal RunSettings Settings(MfaQuestions questions) => new(ConnectionSettingsFactory.Create(this, this, questions.Ask))
    {
        BurstLimit = BurstLimit,
        ThrottleLimit = ThrottleLimit,
        MaxDuration = MaxMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        JournalPath = JournalPath is null ? null : GetUnresolvedProviderPathFromPSPath(JournalPath),
        Resume = Resume,
    };

    /// <summary>What is wrong with the journal's parameters; null when nothing is.</summary>
    protected Problem? JournalProblem()
    {
        if (JournalPath is null)
        {
            return Resume || JournalProperty is not null ? InputProblems.JournalPathMissing(Resume ? nameof(Resume) : nameof(JournalProperty)) : null;
        }

        SessionState.Path.GetUnresolvedProviderPathFromPSPath(JournalPath, out var provider, out _);
        return !provider.IsOfFiles() ? PathProblems.InvalidJournalPath(JournalPath, provider.Name)
            : JournalProperty?.FirstOrDefault(JournalNotes.IsTaken) is { } name ? InputProblems.JournalPropertyTaken(name)
            : null;
    }
}
