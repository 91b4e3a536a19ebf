#Requires -Version 7.4
#Requires -Modules ConnectTimers

# A handler for the PowerShell custom runtime of AWS Lambda: timers.ps1::handler. The environment of the function has the timers, in minutes or
# Unset: CUSTOMER_IDLE, CUSTOMER_DISCONNECT, AGENT_IDLE, AGENT_DISCONNECT. Parameters of a flow's Lambda block with the names CustomerIdle, …
# come before these.

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$timers = @{}
foreach ($name in 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect') {
    $value = [Environment]::GetEnvironmentVariable(($name -creplace '(?<=.)([A-Z])', '_$1').ToUpperInvariant())
    if ($value) { $timers[$name] = $value }
}

# Gives the outcome of one event. A flow waits 8 seconds at most, so nothing new is sent after 6.
function Set-Timer {
    param([Parameter(Mandatory)] $Event)

    # The environment's timers are for those that the event does not name.
    $parameters = $Event.Details.Parameters
    $own = @{}
    foreach ($name in $timers.Keys) {
        if (-not $parameters.$name) { $own[$name] = $timers[$name] }
    }

    $Event | Set-ParticipantRoleConfig @own -PassThru -MaxMinutes 0.1 -ErrorAction SilentlyContinue
}

function handler($LambdaInput, $LambdaContext) {
    if ($LambdaInput.PSObject.Properties['Records']) {
        # SQS: the messages that are named here come again, and the others are deleted.
        $failed = foreach ($record in $LambdaInput.Records) {
            $outcome = try { Set-Timer $record } catch { Write-Host $_; $null }
            if (-not $outcome -or $outcome.Status -notin 'Accepted', 'Skipped') {
                Write-Host "$($record.messageId): $($outcome.ContactId) $($outcome.Status): $($outcome.Reason)"
                @{ itemIdentifier = $record.messageId }
            }
        }
        return ConvertTo-Json @{ batchItemFailures = @($failed) } -Compress -Depth 4
    }

    # A flow: anything but Accepted is a failure, and the flow takes its Error branch.
    $outcome = Set-Timer $LambdaInput
    if ($outcome.Status -ne 'Accepted') { throw "$($outcome.ErrorId): $($outcome.Reason)" }
    ConvertTo-Json @{ Status = "$($outcome.Status)"; ContactId = $outcome.ContactId } -Compress
}
