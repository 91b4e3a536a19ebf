using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The parameters of a run of many calls: its pace and its end.</summary>
public class LimitParameters : ConnectionParameters
{
    /// <summary>Calls that may leave at once after a quiet time, 1 to 1,000. Null for 6, of the documented 8.</summary>
    [Parameter]
    [ValidateRange(1d, 1000d)]
    public double? BurstLimit { get; set; }

    /// <summary>The most calls in flight at once, 1 to 256. Null for 16; a run starts with 2 and uses more only when response times require it.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Minutes from the first contact after which nothing new is sent, 0.01 to 10,080. Null for no limit.</summary>
    [Parameter]
    [ValidateRange(0.01, 10080d)]
    public double? MaxMinutes { get; set; }

    /// <summary>The journal as it was typed; null for none.</summary>
    internal virtual string? Journal => null;

    /// <summary>Columns of the input for the journal.</summary>
    internal virtual string[]? JournalColumns => null;

    /// <summary>Whether contacts that are accepted according to the journal are skipped.</summary>
    internal virtual bool SkipsAccepted => false;

    /// <summary>How the user sends what was not sent, as the end of a sentence.</summary>
    internal virtual string SendRest => "rerun with -JournalPath and -Resume";

    /// <summary>The journal's full path; null for none.</summary>
    internal string? FullJournalPath(PSCmdlet cmdlet) => Journal is null ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(Journal);

    /// <summary>Creates the engine's settings.</summary>
    /// <param name="cmdlet">The cmdlet, for its session.</param>
    /// <param name="region">The -Region parameter; null for none.</param>
    /// <param name="pump">The pump that the engine wakes, and through which it asks for MFA codes.</param>
    /// <param name="files">The files of the run, whose paths were resolved when it began.</param>
    internal RunSettings ToSettings(PSCmdlet cmdlet, string? region, PipelinePump pump, PipelineFiles files) => new(ConnectionSettingsFactory.Create(cmdlet, this, region, pump))
    {
        BurstLimit = BurstLimit,
        ThrottleLimit = ThrottleLimit,
        MaxDuration = MaxMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        JournalPath = files.Journal,
        Resume = SkipsAccepted,
        Command = cmdlet.MyInvocation.MyCommand.Name,
        Source = files.Source,
    };
}
