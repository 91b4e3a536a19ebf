<#
.SYNOPSIS
    Sets timers on each chat as soon as it waits for an agent; a worker for systemd, ECS or Kubernetes.
.DESCRIPTION
    Receives contact events from an SQS queue and sets the timers on each chat, until it is stopped. The template beside this script,
    Watch-ChatTimers.template.json, creates the queue, the EventBridge rule that feeds it, and the permissions.

    SIGTERM ends the script within seconds: chats that were not sent go back to the queue, for this worker or another one. Any number of
    workers can share a queue; each needs a journal of its own.

    The exit code is 0 if the script was ended by SIGTERM or -MaxMinutes, and 1 if it could not go on: no credentials, a queue or service that
    rejects it, a journal that cannot be written. Chats that failed are errors in the log and lines in the journal; they do not end the worker.
    While the queue or the service is away, the script warns and tries again.
.PARAMETER QueueUrl
    The SQS queue, as URL or ARN.
.PARAMETER JournalPath
    The journal; its folder must exist. With the date in its name, a worker that is restarted each day writes one for each day.
.PARAMETER CustomerIdle
    Minutes of silence after which the customer is idle, 2 to 480; or Unset.
.PARAMETER CustomerDisconnect
    Minutes after that until the chat is disconnected, 2 to 480; or Unset.
.PARAMETER AgentIdle
    The same as CustomerIdle, for the agent.
.PARAMETER AgentDisconnect
    The same as CustomerDisconnect, for the agent.
.PARAMETER QueueId
    Only chats in these queues of Amazon Connect: ids or ARNs. With pwsh -File, one.
.PARAMETER HealthPath
    A file that is written at each line of counts. A file older than two such lines is that of a worker that hangs.
.PARAMETER ReportMinutes
    Minutes between two lines of counts, 0.01 to 1440. Default: 1.
.PARAMETER MaxMinutes
    Minutes after which the script ends, 0.01 to 525600. Default: it does not.
.PARAMETER ProfileName
    A profile of the shared AWS credentials and config files. Default: the credentials in the environment.
.PARAMETER RoleArn
    A role to assume for all calls, those to the queue included.
.PARAMETER RoleName
    A role to assume in the account of each instance; the queue is called without it.
.PARAMETER ExternalId
    The external id that the role requires.
.PARAMETER Region
    The Region of a queue whose URL names none, and of chats whose events name none.
.PARAMETER EndpointUrl
    An address to call instead of the AWS endpoint of Amazon Connect, such as that of an emulator.
.PARAMETER RateLimit
    Calls per second. Default: 4, four fifths of the documented quota; 0 for no limit.
.PARAMETER BurstLimit
    Calls that may leave at once after a quiet time. Default: 6.
.PARAMETER JournalProperty
    Properties of the chats to write to the journal, such as QueueId. With pwsh -File, one.
.EXAMPLE
    pwsh -NoProfile -File Watch-ChatTimers.ps1 $queueUrl /var/lib/timers/chats.jsonl -CustomerIdle 5 -CustomerDisconnect 10 -HealthPath /run/timers/health
#>
#Requires -Version 7.4
#Requires -Modules ConnectTimers
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $QueueUrl,
    [Parameter(Mandatory, Position = 1)] [string] $JournalPath,
    [string] $CustomerIdle,
    [string] $CustomerDisconnect,
    [string] $AgentIdle,
    [string] $AgentDisconnect,
    [string[]] $QueueId,
    [string[]] $JournalProperty,
    [string] $HealthPath,
    [double] $ReportMinutes = 1,
    [Nullable[double]] $MaxMinutes,
    [string] $ProfileName,
    [string] $RoleArn,
    [string] $RoleName,
    [string] $ExternalId,
    [string] $Region,
    [string] $EndpointUrl,
    [Nullable[double]] $RateLimit,
    [Nullable[double]] $BurstLimit
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first chat that fails would end the worker
$InformationPreference = 'Continue' # shows the counts
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

$as = @{}
$watch = @{ QueueUrl = $QueueUrl; ReportMinutes = $ReportMinutes }
$to = @{ JournalPath = $JournalPath }
$policy = @{}
foreach ($name in 'ProfileName', 'RoleArn', 'Region') {
    if ($PSBoundParameters[$name]) { $as[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'RoleName', 'ExternalId', 'EndpointUrl', 'RateLimit', 'BurstLimit', 'JournalProperty') {
    if ($PSBoundParameters[$name] -or $PSBoundParameters[$name] -eq 0) { $to[$name] = $PSBoundParameters[$name] }
}
if ($RoleArn -and $ExternalId) { $watch['ExternalId'] = $ExternalId }
foreach ($name in 'QueueId', 'MaxMinutes') {
    if ($PSBoundParameters[$name]) { $watch[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect') {
    if ($PSBoundParameters[$name]) { $policy[$name] = $PSBoundParameters[$name] }
}

$exitCode = 0
$said = @()
try {
    # Without a policy the messages would be received for nothing.
    if (-not $policy.Count) { throw 'No timers: use at least one of -CustomerIdle, -CustomerDisconnect, -AgentIdle, -AgentDisconnect.' }

    # The streams of the watch pass through here; its chats go on as they are.
    Watch-ChatContact @watch @as 2>&1 6>&1 | ForEach-Object {
        if ($_ -is [Management.Automation.InformationRecord]) {
            if ($HealthPath) { Set-Content -LiteralPath $HealthPath -Value "$([DateTime]::UtcNow.ToString('o')) $_" }
            Write-Information $_.MessageData
        }
        elseif ($_ -is [Management.Automation.ErrorRecord]) {
            if ($_.FullyQualifiedErrorId -notlike 'UnreadableMessage,*') { $exitCode = 1 }
            $PSCmdlet.WriteError($_)
        }
        else { $_ }
    } | Set-ParticipantRoleConfig @policy @as @to -InformationVariable said
}
catch {
    $exitCode = 1
    $PSCmdlet.WriteError($_) # what ended the worker; chats that were not sent are back in the queue
}

$run = ($said | ForEach-Object { $_.MessageData } | Where-Object { $_ -is [ConnectTimers.RunSummary] }) ?? [ConnectTimers.RunSummary]::new()
Write-Information ("script=Watch-ChatTimers exit=$exitCode chats=$($run.Chats) accepted=$($run.Accepted) failed=$($run.Failed) " +
    "invalid=$($run.Invalid) skipped=$($run.Skipped) cancelled=$($run.Cancelled) queue=`"$QueueUrl`" journal=`"$JournalPath`"")
exit $exitCode
