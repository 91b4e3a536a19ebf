<#
.SYNOPSIS
    Removes the timers that a journal says were set, with an exit code.
.DESCRIPTION
    A thin call of Undo-ParticipantRoleConfig: see its help for what is removed and what stays. The outcomes are written to the same journal;
    run the script again to send what is left.

    The exit code is 0 if every chat was accepted, or if there is nothing to undo; 2 if some were accepted and some were not; 1 if none was, or
    if the file is not a journal. A chat that has ended fails, which is harmless: see the reason in its error.
.PARAMETER JournalPath
    The journal to undo.
.PARAMETER RunId
    Only undoes what this run set. Default: all runs of the journal.
.PARAMETER IncludeUnknown
    Also undoes calls that the service may have taken: those that were sent, and then failed or were cancelled.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: the credentials in the environment.
.PARAMETER MaxMinutes
    Minutes after which no new call is sent, 0.01 to 10080. Default: 170, for hosts that end a job after three hours.
.EXAMPLE
    ./Undo-ChatTimers.ps1 run.jsonl -ProfileName ops -WhatIf
.EXAMPLE
    pwsh -NoProfile -File Undo-ChatTimers.ps1 run.jsonl -ProfileName ops
#>
#Requires -Version 7.4
#Requires -Modules ConnectTimers
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)] [string] $JournalPath,
    [string] $RunId,
    [switch] $IncludeUnknown,
    [string] $ProfileName,
    [double] $MaxMinutes = 170
)

$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first chat that has ended would end the run
$InformationPreference = 'Continue' # shows the summary
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

$which = @{ IncludeUnknown = $IncludeUnknown; MaxMinutes = $MaxMinutes }
foreach ($name in 'RunId', 'ProfileName') {
    if ($PSBoundParameters[$name]) { $which[$name] = $PSBoundParameters[$name] }
}

$ended = 0
try { Undo-ParticipantRoleConfig $JournalPath @which -InformationVariable said }
catch {
    $ended = 1
    $PSCmdlet.WriteError($_) # what ended the run; contacts not sent by then count as cancelled
}

# A summary for each address at which something was set.
$accepted = $left = 0
foreach ($run in $said.MessageData | Where-Object { $_ -is [ConnectTimers.RunSummary] }) {
    $accepted += $run.Accepted + $run.CountOf('AlreadyAccepted')
    $left += $run.Failed + $run.Cancelled
}
exit $left + $ended -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
