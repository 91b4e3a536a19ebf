<#
.SYNOPSIS
    Removes the timers that a journal says were set, with an exit code.
.DESCRIPTION
    A thin call of Undo-ParticipantRoleConfig: see its help for what is removed and what stays. The outcomes are written to the same journal;
    run the script again to send what is left.

    The exit code is 0 if every chat was accepted, or if there is nothing to undo; 2 if some were accepted and some were not; 1 if none was, or
    if the file is not a journal. The last line is the result as key=value, for a log search: script=Undo-ChatTimers exit=0 chats=12 … A chat that has ended fails, which is harmless: see the reason in its error.
.PARAMETER JournalPath
    The journal to undo.
.PARAMETER RunId
    Only undoes what this run set. Default: all runs of the journal.
.PARAMETER IncludeUnknown
    Also undoes calls that the service may have taken: those that were sent, and then failed or were cancelled.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: the credentials in the environment.
.PARAMETER RoleArn
    A role to assume for all calls.
.PARAMETER RoleName
    A role to assume in the account that the journal names for each chat.
.PARAMETER ExternalId
    The external id that the role requires.
.PARAMETER EndpointUrl
    Only undoes what was set at this address.
.PARAMETER RateLimit
    Calls per second. Default: 4, four fifths of the documented quota; 0 for no limit.
.PARAMETER BurstLimit
    Calls that may leave at once after a quiet time. Default: 6.
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
    [string] $RoleArn,
    [string] $RoleName,
    [string] $ExternalId,
    [string] $EndpointUrl,
    [Nullable[double]] $RateLimit,
    [Nullable[double]] $BurstLimit,
    [double] $MaxMinutes = 170
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first chat that has ended would end the run
$InformationPreference = 'Continue' # shows the summary
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

$which = @{ IncludeUnknown = $IncludeUnknown; MaxMinutes = $MaxMinutes }
foreach ($name in 'RunId', 'ProfileName', 'RoleArn', 'RoleName', 'ExternalId', 'EndpointUrl', 'RateLimit', 'BurstLimit') {
    if ($PSBoundParameters[$name] -or $PSBoundParameters[$name] -eq 0) { $which[$name] = $PSBoundParameters[$name] }
}

$ended = 0
$said = @()
try { Undo-ParticipantRoleConfig $JournalPath @which -InformationVariable said }
catch {
    $ended = 1
    $PSCmdlet.WriteError($_) # what ended the run; contacts not sent by then count as cancelled
}

# A summary for each address at which something was set.
$sum = @{ Chats = 0; Accepted = 0; Failed = 0; Skipped = 0; Cancelled = 0; WhatIf = 0; Before = 0 }
foreach ($run in $said | ForEach-Object { $_.MessageData } | Where-Object { $_ -is [ConnectTimers.RunSummary] }) {
    foreach ($count in 'Chats', 'Accepted', 'Failed', 'Skipped', 'Cancelled', 'WhatIf') { $sum[$count] += $run.$count }
    $sum.Before += $run.CountOf('AlreadyAccepted')
}
$exitCode = $sum.Failed + $sum.Cancelled + $ended -eq 0 ? 0 : $sum.Accepted + $sum.Before -gt 0 ? 2 : 1
Write-Information ("script=Undo-ChatTimers exit=$exitCode chats=$($sum.Chats) accepted=$($sum.Accepted) failed=$($sum.Failed) " +
    "skipped=$($sum.Skipped) cancelled=$($sum.Cancelled) whatif=$($sum.WhatIf) journal=`"$JournalPath`"")
exit $exitCode
