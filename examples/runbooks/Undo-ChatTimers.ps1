<#
.SYNOPSIS
    Removes every timer that a journal lists as accepted.
.DESCRIPTION
    Earlier values cannot be restored, because no operation of Amazon Connect reads timers. So each timer whose last accepted value is a
    number of minutes is Unset, on the chat and at the address where it was accepted. Timers that the journal does not name are left out
    of the call.

    It writes its own journal; run it again to send what is left. The exit code is 0 if every chat was accepted, by this run or an earlier
    one, or if there is nothing to undo; 2 if some were accepted and some were not; 1 if none was. A chat that has ended fails, which is
    harmless: see the reason in its error.
.PARAMETER JournalPath
    The journal to undo.
.PARAMETER UndoJournalPath
    The journal of this script. Default: beside the other, for example run.undo.jsonl for run.jsonl.
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
    [string] $UndoJournalPath = [IO.Path]::ChangeExtension($JournalPath, '.undo.jsonl'),
    [switch] $IncludeUnknown,
    [string] $ProfileName,
    [double] $MaxMinutes = 170
)

$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first chat that has ended would end the run
$InformationPreference = 'Continue' # shows the summary
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

# For each address and chat, in the order of the journal: the timers whose last value is a number of minutes.
$addresses = [ordered]@{}
$number = 0
Get-Content -LiteralPath $JournalPath -ErrorAction Stop | ForEach-Object {
    $number++
    try { $line = $_ | ConvertFrom-Json }
    catch {
        Write-Warning "$JournalPath line $number cannot be read and is ignored." # the last line, if the process was killed
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
        $PSCmdlet.WriteError($_) # what ended the run; contacts not sent by then count as cancelled
    }
    $said.MessageData | Where-Object { $_ -is [ConnectTimers.RunSummary] }
}

$accepted = $left = 0
foreach ($run in $runs) {
    $accepted += $run.Accepted + $run.CountOf('AlreadyAccepted')
    $left += $run.Invalid + $run.Failed + $run.Cancelled
}
exit $left + $ended -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
