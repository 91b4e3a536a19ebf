<#
.SYNOPSIS
    Keeps the open chats of an instance at a policy: for a schedule.
.DESCRIPTION
    Finds the chats that wait for an agent, and sets the timers on each of them once: the journal remembers which. Timers are in force
    when an agent joins, so run it as often as chats may come and be answered; every few minutes is usual.

    The exit code is 0 when every chat found is accepted, by this run or by an earlier one, or when none is open; 2 when some are and some
    are not; 1 when none is. Two at once on one journal end the second with 1; a -MaxMinutes below the interval keeps them apart.

    The journal gets a line for each chat. A new one, say each month, starts with sending the chats that are open then once more, which
    does no harm.
.PARAMETER InstanceId
    The instance: id or ARN.
.PARAMETER JournalPath
    The journal, in a folder that is there.
.PARAMETER CustomerIdle
    Minutes of silence after which the customer counts as idle, 2 to 480; or Unset.
.PARAMETER CustomerDisconnect
    Minutes after that until the idle customer's chat is disconnected, 2 to 480; or Unset.
.PARAMETER AgentIdle
    As CustomerIdle, for the agent.
.PARAMETER AgentDisconnect
    As CustomerDisconnect, for the agent.
.PARAMETER IncludeConnected
    Sets chats with an agent too. There the timers are stored, and not applied until and unless another agent joins.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: what the environment has.
.PARAMETER Region
    The Region's code. Default: an ARN's, the profile's, the environment's.
.PARAMETER EndpointUrl
    Another address than AWS's own, such as an emulator's.
.PARAMETER MaxMinutes
    Minutes after which nothing new is sent, 0.01 to 10080. Default 12, for a schedule of every 15.
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
    [string] $ProfileName,
    [string] $Region,
    [string] $EndpointUrl,
    [double] $MaxMinutes = 12
)

$ErrorActionPreference = 'Continue' # some hosts set Stop, with which the first chat that fails would end the run
$InformationPreference = 'Continue' # the counts
$ProgressPreference = 'SilentlyContinue' # a bar is no use in a log

$as = @{}
$policy = @{}
foreach ($name in 'ProfileName', 'Region', 'EndpointUrl') {
    if ($PSBoundParameters[$name]) { $as[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect') {
    if ($PSBoundParameters[$name]) { $policy[$name] = $PSBoundParameters[$name] }
}
if (-not $policy.Count) { throw 'There is no policy: give at least one of -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect.' }

$accepted = $ended = 0
try {
    Find-ChatContact $InstanceId -AwaitingAgent:(-not $IncludeConnected) @as -ErrorVariable lost |
        Set-ParticipantRoleConfig @policy @as -JournalPath $JournalPath -Resume -MaxMinutes $MaxMinutes -PassThru -InformationVariable said |
        ForEach-Object { $accepted += $_.Status -eq 'Accepted' -or $_.ErrorId -eq 'AlreadyAccepted' } # also when the search breaks off
}
catch {
    $ended = 1
    $PSCmdlet.WriteError($_) # what ended the run; what was not sent by then is counted as cancelled
}

$run = ($said.MessageData | Where-Object { $_ -is [ConnectTimers.RunSummary] }) ?? [ConnectTimers.RunSummary]::new()
$left = $lost.Count + $run.Refused + $run.Failed + $run.Cancelled + $ended
exit $left -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
