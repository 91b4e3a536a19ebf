<#
.SYNOPSIS
    Sets the same timers on all open chats of an instance, each chat once; for a schedule.
.DESCRIPTION
    Finds the chats that wait for an agent and sets the timers on each of them once; the journal records which. A chat uses the timers
    that were set when its agent joined, so run the script more often than agents answer chats, for example every few minutes.

    The exit code is 0 if every chat that was found was accepted, by this run or an earlier one, or if none is open; 2 if some were accepted
    and some were not; 1 if none was. With -WhatIf, chats that would be set count as accepted. The last line is the result as key=value, for a
    log search: script=Set-OpenChatTimers exit=0 chats=12 … If a run with the same journal is still in progress, the script ends with 1; a -MaxMinutes below the
    interval of the schedule prevents that.

    The journal gets a line for each chat. When you start a new one, for example each month, the chats that are open then are sent once
    more, which does no harm.
.PARAMETER InstanceId
    The instance, as id or ARN.
.PARAMETER JournalPath
    The journal; its folder must exist.
.PARAMETER CustomerIdle
    Minutes of silence after which the customer is idle, 2 to 480; or Unset.
.PARAMETER CustomerDisconnect
    Minutes after that until the chat is disconnected, 2 to 480; or Unset.
.PARAMETER AgentIdle
    The same as CustomerIdle, for the agent.
.PARAMETER AgentDisconnect
    The same as CustomerDisconnect, for the agent.
.PARAMETER IncludeConnected
    Sets chats that have an agent as well. In these the timers are stored, but take effect only if another agent joins.
.PARAMETER QueueId
    Only chats of these queues: ids or ARNs. With pwsh -File, one.
.PARAMETER JournalProperty
    Properties of the chats to write to the journal, such as QueueId. With pwsh -File, one.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: the credentials in the environment.
.PARAMETER RoleArn
    A role to assume for all calls.
.PARAMETER RoleName
    A role to assume in the account of each instance's ARN.
.PARAMETER ExternalId
    The external id that the role requires.
.PARAMETER Region
    The Region's code. Default: the Region in the ARN, that of the profile, or that of the environment.
.PARAMETER EndpointUrl
    An address to call instead of the AWS endpoint, such as that of an emulator.
.PARAMETER RateLimit
    Calls per second. Default: 4, four fifths of the documented quota; 0 for no limit.
.PARAMETER BurstLimit
    Calls that may leave at once after a quiet time. Default: 6.
.PARAMETER MaxMinutes
    Minutes after which no new call is sent, 0.01 to 10080. Default: 12, for a schedule of every 15 minutes.
.EXAMPLE
    pwsh -NoProfile -File Set-OpenChatTimers.ps1 $instance /var/lib/timers/policy.jsonl -CustomerIdle 5 -CustomerDisconnect 10 -ProfileName ops
#>
#Requires -Version 7.4
#Requires -Modules ConnectTimers
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)] [string] $InstanceId,
    [Parameter(Mandatory, Position = 1)] [string] $JournalPath,
    [string] $CustomerIdle,
    [string] $CustomerDisconnect,
    [string] $AgentIdle,
    [string] $AgentDisconnect,
    [switch] $IncludeConnected,
    [string[]] $QueueId,
    [string[]] $JournalProperty,
    [string] $ProfileName,
    [string] $RoleArn,
    [string] $RoleName,
    [string] $ExternalId,
    [string] $Region,
    [string] $EndpointUrl,
    [Nullable[double]] $RateLimit,
    [Nullable[double]] $BurstLimit,
    [double] $MaxMinutes = 12
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first chat that fails would end the run
$InformationPreference = 'Continue' # shows the summary
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

$as = @{}
$which = @{ AwaitingAgent = -not $IncludeConnected }
$to = @{ JournalPath = $JournalPath; Resume = $true; MaxMinutes = $MaxMinutes }
$policy = @{}
foreach ($name in 'ProfileName', 'RoleArn', 'RoleName', 'ExternalId', 'Region', 'EndpointUrl') {
    if ($PSBoundParameters[$name]) { $as[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'RateLimit', 'BurstLimit', 'JournalProperty') {
    if ($PSBoundParameters[$name] -or $PSBoundParameters[$name] -eq 0) { $to[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect') {
    if ($PSBoundParameters[$name]) { $policy[$name] = $PSBoundParameters[$name] }
}
if ($QueueId) { $which.QueueId = $QueueId }

$found = $accepted = $ended = 0
$lost = $said = @()
try {
    # Without a policy the instance would be searched for nothing.
    if (-not $policy.Count) { throw 'No timers: use at least one of -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect.' }

    Find-ChatContact $InstanceId @which @as -ErrorVariable lost | ForEach-Object { $found++; $_ } |
        Set-ParticipantRoleConfig @policy @as @to -PassThru -InformationVariable said |
        ForEach-Object { $accepted += $_.Status -eq 'Accepted' -or $_.Status -eq 'WhatIf' -or $_.ErrorId -eq 'AlreadyAccepted' } # counts even if the search fails later
}
catch {
    $ended = 1
    $PSCmdlet.WriteError($_) # what ended the run; contacts not sent by then count as cancelled
}

$run = ($said | ForEach-Object { $_.MessageData } | Where-Object { $_ -is [ConnectTimers.RunSummary] }) ?? [ConnectTimers.RunSummary]::new()
$left = $lost.Count + $run.Invalid + $run.Failed + $run.Cancelled + $ended
$exitCode = $left -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
if (-not $found -and $exitCode -eq 0) { Write-Information "0 open chats$(if (-not $IncludeConnected) { ' without an agent' }) in instance $InstanceId." }
Write-Information ("script=Set-OpenChatTimers exit=$exitCode chats=$found accepted=$($run.Accepted) failed=$($run.Failed) " +
    "skipped=$($run.Skipped) cancelled=$($run.Cancelled) whatif=$($run.WhatIf) instance=`"$InstanceId`" journal=`"$JournalPath`"")
exit $exitCode
