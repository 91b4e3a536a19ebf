<#
.SYNOPSIS
    Sets chat timers from a CSV file: with a journal, a report and a transcript, and an exit code for whoever started it.
.DESCRIPTION
    The exit code is 0 when every row is accepted, by this run or by an earlier one; 2 when some are and some are not; 1 when none is.
    Run it again with the same file, and it sends what is left.

    Beside the journal it writes a report and a transcript: run.jsonl, run.html and run.log. A later run adds to the journal and the
    transcript, and replaces the report.

    Keys are no parameters, because others can see the command lines of processes: name a profile, or put them in the environment.
.PARAMETER Path
    The file: a row a chat or a row a timer, as Import-ParticipantRoleConfig reads it.
.PARAMETER JournalPath
    The journal, in a folder that is there. Default: beside the file and named like it.
.PARAMETER InstanceId
    The instance, id or ARN, of rows that name none.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: what the environment has.
.PARAMETER Region
    The Region's code. Default: an ARN's, the profile's, the environment's.
.PARAMETER EndpointUrl
    Another address than AWS's own, such as an emulator's.
.PARAMETER MaxMinutes
    Minutes after which nothing new is sent, 0.01 to 10080. Default 170: for hosts that end a job after three hours.
.EXAMPLE
    pwsh -NoProfile -File Set-ChatTimersFromCsv.ps1 chats.csv -ProfileName ops -Region eu-west-2
.EXAMPLE
    ./Set-ChatTimersFromCsv.ps1 chats.csv -WhatIf
#>
#Requires -Version 7.4
#Requires -Modules ConnectTimers
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [string] $JournalPath = [IO.Path]::ChangeExtension($Path, '.jsonl'),
    [string] $InstanceId,
    [string] $ProfileName,
    [string] $Region,
    [string] $EndpointUrl,
    [double] $MaxMinutes = 170
)

$ErrorActionPreference = 'Continue' # some hosts set Stop, with which the first bad row would end the run
$InformationPreference = 'Continue' # the counts
$ProgressPreference = 'SilentlyContinue' # a bar is no use in a log

$from = @{}
$to = @{ JournalPath = $JournalPath; Resume = $true; MaxMinutes = $MaxMinutes }
if ($InstanceId) { $from.InstanceId = $InstanceId }
foreach ($name in 'ProfileName', 'Region', 'EndpointUrl') {
    if ($PSBoundParameters[$name]) { $to[$name] = $PSBoundParameters[$name] }
}

$folder = Split-Path $JournalPath
if (-not $folder -or (Test-Path -LiteralPath $folder)) { # Start-Transcript would make one that is mistyped, and the journal would be a new one in it
    try { $null = Start-Transcript ([IO.Path]::ChangeExtension($JournalPath, '.log')) -Append -WhatIf:$false }
    catch { Write-Warning "There is no transcript: $_" } # not every host can write one
}
try {
    $ended = 0
    try {
        Import-ParticipantRoleConfig $Path @from -ErrorVariable bad | Set-ParticipantRoleConfig @to -InformationVariable said
    }
    catch {
        $ended = 1
        $PSCmdlet.WriteError($_) # what ended the run; what was not sent by then is counted as cancelled
    }

    $run = ($said.MessageData | Where-Object { $_ -is [ConnectTimers.RunSummary] }) ?? [ConnectTimers.RunSummary]::new()
    if ($run.Accepted + $run.Failed + $run.Cancelled) {
        # A report that cannot be written must not hide how the run ended.
        try { Export-ParticipantRoleConfigReport ([IO.Path]::ChangeExtension($JournalPath, '.html')) -JournalPath $JournalPath }
        catch { Write-Warning "There is no report: $_" }
    }
}
finally {
    try { $null = Stop-Transcript -WhatIf:$false } catch { } # there is none
}

$accepted = $run.Accepted + $run.CountOf('AlreadyAccepted')
$left = $bad.Count + $run.Failed + $run.Cancelled + $ended
exit $left -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
