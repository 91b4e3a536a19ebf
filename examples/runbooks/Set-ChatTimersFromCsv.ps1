<#
.SYNOPSIS
    Sets chat timers from a CSV file, with a journal, a report, a transcript and an exit code.
.DESCRIPTION
    The exit code is 0 if every row was accepted, by this run or an earlier one; 2 if some were accepted and some were not; 1 if none was.
    Run it again with the same file to send what is left. With -WhatIf, rows that would be sent count as accepted. The last line is the
    result as key=value, for a log search: script=Set-ChatTimersFromCsv exit=0 rows=44 …

    It writes a report and a transcript beside the journal: run.jsonl, run.html and run.log. A later run appends to the journal and the
    transcript, and replaces the report.

    There are no parameters for keys, because others can see the command line of a process. Name a profile, or put the keys into the
    environment.
.PARAMETER Path
    The file, with one row for each chat or for each timer, as Import-ParticipantRoleConfig reads it. Without wildcards.
.PARAMETER JournalPath
    The journal; its folder must exist. Default: beside the file, with the same name and the extension .jsonl.
.PARAMETER InstanceId
    The instance, as id or ARN, for rows that name none.
.PARAMETER CustomerIdle
    When a silent customer counts as idle, for every row: 2 to 480 minutes, or Unset. For files that have only contacts.
.PARAMETER CustomerDisconnect
    When a silent customer's chat is disconnected, for every row.
.PARAMETER AgentIdle
    When a silent agent counts as idle, for every row.
.PARAMETER AgentDisconnect
    When a silent agent is disconnected, for every row.
.PARAMETER Column
    Which column has which meaning, for files with other names: @{ ContactId = 'Chat'; CustomerIdle = 'Mins' }.
.PARAMETER JournalProperty
    Other columns of the file to write to the journal.
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
    Minutes after which no new call is sent, 0.01 to 10080. Default: 170, for hosts that end a job after three hours.
.EXAMPLE
    pwsh -NoProfile -File Set-ChatTimersFromCsv.ps1 chats.csv -ProfileName ops -Region eu-west-2
.EXAMPLE
    ./Set-ChatTimersFromCsv.ps1 chats.csv -WhatIf
.EXAMPLE
    ./Set-ChatTimersFromCsv.ps1 odd.csv -Column @{ ContactId = 'Chat' } -CustomerIdle 5 -CustomerDisconnect 10 -ProfileName ops
#>
#Requires -Version 7.4
#Requires -Modules ConnectTimers
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [string] $JournalPath = [IO.Path]::ChangeExtension($Path, '.jsonl'),
    [string] $InstanceId,
    [string] $CustomerIdle,
    [string] $CustomerDisconnect,
    [string] $AgentIdle,
    [string] $AgentDisconnect,
    [Collections.IDictionary] $Column,
    [string[]] $JournalProperty,
    [string] $ProfileName,
    [string] $RoleArn,
    [string] $RoleName,
    [string] $ExternalId,
    [string] $Region,
    [string] $EndpointUrl,
    [Nullable[double]] $RateLimit,
    [Nullable[double]] $BurstLimit,
    [double] $MaxMinutes = 170
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue' # with Stop, which some hosts set, the first bad row would end the run
$InformationPreference = 'Continue' # shows the summary
$ProgressPreference = 'SilentlyContinue' # a progress bar is useless in a log

$from = @{}
$to = @{ JournalPath = $JournalPath; Resume = $true; MaxMinutes = $MaxMinutes }
foreach ($name in 'InstanceId', 'CustomerIdle', 'CustomerDisconnect', 'AgentIdle', 'AgentDisconnect', 'Column') {
    if ($PSBoundParameters[$name]) { $from[$name] = $PSBoundParameters[$name] }
}
foreach ($name in 'ProfileName', 'RoleArn', 'RoleName', 'ExternalId', 'Region', 'EndpointUrl', 'RateLimit', 'BurstLimit', 'JournalProperty') {
    if ($PSBoundParameters[$name] -or $PSBoundParameters[$name] -eq 0) { $to[$name] = $PSBoundParameters[$name] }
}

$folder = [IO.Path]::GetDirectoryName($JournalPath)
if (-not $folder -or (Test-Path -LiteralPath $folder)) { # Start-Transcript would create a mistyped folder, and the journal would start anew in it
    try { $null = Start-Transcript -LiteralPath ([IO.Path]::ChangeExtension($JournalPath, '.log')) -Append -WhatIf:$false }
    catch { Write-Warning "No transcript: $_" } # some hosts cannot write one
}
try {
    $ended = 0
    $bad = $failed = $said = @()
    try {
        Import-ParticipantRoleConfig -LiteralPath $Path @from -ErrorVariable bad | Set-ParticipantRoleConfig @to -InformationVariable said -ErrorVariable failed
    }
    catch {
        $ended = 1
        $PSCmdlet.WriteError($_) # what ended the run; contacts not sent by then count as cancelled
    }

    $run = ($said | ForEach-Object { $_.MessageData } | Where-Object { $_ -is [ConnectTimers.RunSummary] }) ?? [ConnectTimers.RunSummary]::new()
    if ($run.Accepted + $run.Failed + $run.Cancelled) {
        # A report that cannot be written must not hide the result of the run.
        try { Export-ParticipantRoleConfigReport ([IO.Path]::ChangeExtension($JournalPath, '.html')) -JournalPath $JournalPath }
        catch { Write-Warning "No report: $_" }
    }

    $accepted = $run.Accepted + $run.WhatIf + $run.CountOf('AlreadyAccepted')
    $left = $bad.Count + $failed.Count + $run.Invalid + $run.Cancelled + $ended
    $exitCode = $left -eq 0 ? 0 : $accepted -gt 0 ? 2 : 1
    Write-Information ("script=Set-ChatTimersFromCsv exit=$exitCode rows=$($run.Rows) invalid=$($run.Invalid) blank=$($run.Blank) chats=$($run.Chats) " +
        "accepted=$($run.Accepted) failed=$($run.Failed) skipped=$($run.Skipped) cancelled=$($run.Cancelled) whatif=$($run.WhatIf) journal=`"$JournalPath`"")
}
finally {
    try { $null = Stop-Transcript -WhatIf:$false } catch { } # none was started
}

exit $exitCode
