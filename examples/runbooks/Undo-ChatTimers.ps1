<#
.SYNOPSIS
    Takes away every timer that a journal says was accepted.
.DESCRIPTION
    Nothing can bring back what was set before: no operation of Amazon Connect reads timers. So each timer whose last accepted value is a
    number of minutes is Unset, on the chat and at the address where it was accepted. Timers that the journal does not name stay out of
    the call.

    It has a journal of its own, and, run again, sends what is left. The exit code is 0 when all is accepted, by this run or by an earlier
    one, or when there is nothing to undo; 2 when some is and some is not; 1 when nothing is. A chat that has ended fails: look at its
    reason before you worry.
.PARAMETER JournalPath
    The journal to undo.
.PARAMETER UndoJournalPath
    The journal of the undoing. Default: beside the other, run.undo.jsonl for run.jsonl.
.PARAMETER IncludeUnknown
    Undoes calls too of which nobody knows whether the service took them: those that had left when they failed or were cancelled.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: what the environment has.
.PARAMETER MaxMinutes
    Minutes after which nothing new is sent, 0.01 to 10080. Default 170: for hosts that end a job after three hours.
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
    [string] $UndoJournalPath = [IO.Path]::ChangeExtension($JournalPath, '.undo.jsonl'),
    [switch] $IncludeUnknown,
    [string] $ProfileName,
    [double] $MaxMinutes = 170
)

$ErrorActionPreference = 'Continue' # some hosts set Stop, with which the first chat that has ended would end the run
$InformationPreference = 'Continue' # the counts
$ProgressPreference = 'SilentlyContinue' # a bar is no use in a log

# By address and chat, in the order of the journal: the timers whose last value is a number of minutes.
$addresses = [ordered]@{}
$number = 0
Get-Content -LiteralPath $JournalPath -ErrorAction Stop | ForEach-Object {
    $number++
    try { $line = $_ | ConvertFrom-Json }
    catch {
        Write-Warning "$JournalPath line $number is not whole and is left out." # the last one, when the process was killed
        return
    }
    if ($line.Status -eq 'Accepted' -or ($IncludeUnknown -and $line.Attempts -gt 0)) {
        $chats = $addresses[$line.Endpoint] ??= [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
        $chat = $chats["$($line.Region) $($line.InstanceId) $($line.ContactId)"] ??= @{ Region = $line.Region; InstanceId = $line.InstanceId; ContactId = $line.ContactId }
        foreach ($timer in 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect') {
            if ($line.$timer) { $chat[$timer] = $line.$timer -eq 'Unset' ? $null : 'Unset' }
        }
    }
}

$as = $ProfileName ? @{ ProfileName = $ProfileName } : @{}
$clock = [Diagnostics.Stopwatch]::StartNew()
$ended = 0
$runs = foreach ($address in $addresses.Keys) {
    $to = @{ EndpointUrl = $address; RegionFromInput = $true; JournalPath = $UndoJournalPath; Resume = $true }
    $to.MaxMinutes = [Math]::Max(0.01, $MaxMinutes - $clock.Elapsed.TotalMinutes)
    try {
        $addresses[$address].Values | Where-Object { $_.Values -contains 'Unset' } | Set-ParticipantRoleConfig @as @to -InformationVariable said
    }
    catch {
        $ended++
        $PSCmdlet.WriteError($_) # what ended the run; what was not sent by then is counted as cancelled
    }
    $said.MessageData | Where-Object { $_ -is [ConnectTimers.RunSummary] }
}

$accepted = $left = 0
foreach ($run in $runs) {
    $accepted += $run.Accepted + $run.CountOf('AlreadyAccepted')
    $left += $run.Refused + $run.Failed + $run.Cancelled
}
exit $left + $ended -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
