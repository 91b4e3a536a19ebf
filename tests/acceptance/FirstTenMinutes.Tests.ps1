#Requires -Version 7.4
# What five people type in their first ten minutes, and what they see: each in a shell of their own, on the module as it ships.

Describe 'The first ten minutes of' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        $emulator = Start-ConnectEmulator
        $instance = '8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90'
        $contact = '11111111-1111-4111-8111-111111111111'
        $second = '22222222-2222-4222-8222-222222222222'
        $runbooks = [IO.Path]::GetFullPath("$PSScriptRoot/../../examples/runbooks")
        $given = $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION, $env:AWS_ENDPOINT_URL_CONNECT, $env:PSModulePath
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY = $emulator.Connect.AccessKey, $emulator.Connect.SecretKey
        $env:AWS_REGION, $env:AWS_ENDPOINT_URL_CONNECT = 'eu-west-2', $emulator.Url
        $env:PSModulePath = (Split-Path (Split-Path (Get-ShippedModule))) + [IO.Path]::PathSeparator + $env:PSModulePath # the runbooks require it by name

        # What somebody sees who types this at a terminal of 80 columns.
        function Get-Screen([string] $Typed) {
            $command = "`$ProgressPreference = 'SilentlyContinue'; Set-Location '$TestDrive'; $Typed"
            $shell = (@(Get-ShellCommand) + '-NoProfile', '-NoLogo', '-Command', $command | ForEach-Object { "'" + ($_ -replace "'", "'\''") + "'" }) -join ' '
            $text = script -q -e -f -c "stty cols 80 rows 50; exec $shell" /dev/null
            ($text -join "`n") -replace '\x1b(\[[\d;?]*[a-zA-Z]|[=>])' -replace '\r'
        }

        # A job's run of a runbook: its exit code, and its log.
        function Invoke-Runbook([string] $Name, [Parameter(ValueFromRemainingArguments)] [string[]] $Argument) {
            $shell, $first = Get-ShellCommand
            Push-Location $TestDrive
            try {
                $log = & $shell @first -NoProfile -NonInteractive -File "$runbooks/$Name" @Argument 2>&1
                [pscustomobject]@{ ExitCode = $LASTEXITCODE; Log = @($log | ForEach-Object { "$_" }) }
            }
            finally {
                Pop-Location
            }
        }
    }

    AfterAll {
        $env:AWS_ACCESS_KEY_ID, $env:AWS_SECRET_ACCESS_KEY, $env:AWS_REGION, $env:AWS_ENDPOINT_URL_CONNECT, $env:PSModulePath = $given
        Stop-ConnectEmulator $emulator
    }

    BeforeEach { Reset-Emulator $emulator }

    It 'a supervisor, who pastes one contact, sets it, and removes everything again' {
        $screen = Get-Screen @"
Set-ParticipantRoleConfig -ContactId arn:aws:connect:eu-west-2:111122223333:instance/$instance/contact/$contact -CustomerIdle 5 -CustomerDisconnect 10
Set-ParticipantRoleConfig $instance $contact -CustomerIdle 1
Set-ParticipantRoleConfig $instance $contact -UnsetAll
"@

        $said = $screen -split '\n' | Where-Object { $_ -match '^1 chat set' }
        $said.Count | Should -Be 2
        $screen -replace '\s' | Should -BeLike '*1chatset:after5minofcustomersilence:idle;after15min:chatdisconnected;takeseffectwhenanagentjoins.*'
        $screen | Should -Match "CustomerIdle is '1'"
        $screen | Should -Match 'Fix this value and rerun'
        Get-StoredTimer $emulator | Should -Be "$contact CUSTOMER/IDLE=unset CUSTOMER/DISCONNECT_NONCUSTOMER=unset AGENT/IDLE=unset AGENT/DISCONNECT_NONCUSTOMER=unset"
    }

    It 'a supervisor, whose script gets no line that it did not ask for' {
        $screen = Get-Screen @"
Set-Content quiet.ps1 'Set-ParticipantRoleConfig $instance $contact -CustomerIdle 5'
./quiet.ps1
'done'
"@

        $screen.Trim() | Should -Be 'done'
        Get-ScreenText "Set-ParticipantRoleConfig $instance $contact -CustomerIdle 5" | Should -BeNullOrEmpty
        Get-StoredTimer $emulator | Should -Be "$contact CUSTOMER/IDLE=5"
    }

    It 'an author of a nightly job, with the CSV of another system' {
        Set-Content "$TestDrive/night.csv" 'Chat;Site;Mins;Queue', "$contact;$instance;5;Billing", "$second;$instance;1;Sales"

        $first = Invoke-Runbook Set-ChatTimersFromCsv.ps1 night.csv
        $screen = Get-Screen "Import-ParticipantRoleConfig night.csv -Column @{ ContactId = 'Chat'; InstanceId = 'Site'; CustomerIdle = 'Mins' } | Test-ParticipantRoleConfig"
        Set-Content "$TestDrive/fixed.csv" 'ContactId;InstanceId;CustomerIdle;Queue', "$contact;$instance;5;Billing", "$second;$instance;7;Sales"
        $rehearsal = Invoke-Runbook Set-ChatTimersFromCsv.ps1 fixed.csv -WhatIf
        $run = Invoke-Runbook Set-ChatTimersFromCsv.ps1 fixed.csv -JournalProperty Queue
        $again = Invoke-Runbook Set-ChatTimersFromCsv.ps1 fixed.csv

        $first.ExitCode | Should -Be 1
        $first.Log -join "`n" | Should -Match 'Mins'
        $screen | Should -Match "IsValid +ContactId +Findings"
        $screen | Should -Match "False +$second"
        $rehearsal.ExitCode, $run.ExitCode, $again.ExitCode | Should -Be 0, 0, 0
        $run.Log[-1] | Should -BeLike 'script=Set-ChatTimersFromCsv exit=0 rows=2 invalid=0 blank=0 chats=2 accepted=2 *'
        $again.Log[-1] | Should -BeLike '* accepted=0 failed=0 skipped=2 *'
        @(Get-EmulatorRequest $emulator).Count | Should -Be 2
        "$TestDrive/fixed.jsonl", "$TestDrive/fixed.html", "$TestDrive/fixed.log" | Should -Exist
    }

    It 'a platform engineer, with cron and an instance without chats' {
        $none = Invoke-Runbook Set-OpenChatTimers.ps1 $instance policy.jsonl -CustomerIdle 5
        $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json @(@{ instanceId = $instance; contactId = $contact; state = 'waiting' }))
        $one = Invoke-Runbook Set-OpenChatTimers.ps1 $instance policy.jsonl -CustomerIdle 5 -RateLimit 2
        $policy = Invoke-Runbook Set-OpenChatTimers.ps1 $instance policy.jsonl
        $typo = Invoke-Runbook Set-OpenChatTimers.ps1 'not an instance' policy.jsonl -CustomerIdle 5
        $notJournal = Invoke-Runbook Undo-ChatTimers.ps1 "$runbooks/README.md"
        $undone = Invoke-Runbook Undo-ChatTimers.ps1 policy.jsonl

        $none.ExitCode | Should -Be 0
        $none.Log[-2] | Should -Be "0 open chats without an agent in instance $instance."
        $one.ExitCode | Should -Be 0
        $one.Log[-1] | Should -BeLike 'script=Set-OpenChatTimers exit=0 chats=1 accepted=1 *'
        $policy.ExitCode, $typo.ExitCode, $notJournal.ExitCode | Should -Be 1, 1, 1
        $undone.ExitCode | Should -Be 0
        Get-StoredTimer $emulator | Should -Be "$contact CUSTOMER/IDLE=unset"
    }

    It 'an auditor, who asks who set what, and wants a file to keep' {
        $null = Get-ScreenText "Set-ParticipantRoleConfig $instance $contact -CustomerIdle 5 -JournalPath '$TestDrive/audit.jsonl'"

        $screen = Get-Screen @'
Get-ParticipantRoleConfigJournal audit.jsonl | Out-Host
Get-ParticipantRoleConfigJournal audit.jsonl -History | Out-Host
Export-ParticipantRoleConfigReport audit.html -JournalPath audit.jsonl -PassThru
'@

        $screen | Should -Match "$contact +5 min"
        $screen | Should -Match "\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ Accepted +$contact $([Environment]::UserName)"
        $screen | Should -Match 'Directory: ' -Because 'it is shown as Get-Item shows a file'
        $screen | Should -Match '(?m) audit\.html *$'
    }

    It 'a script author, who filters, measures, saves and sends again' {
        $screen = Get-Screen @"
`$outcomes = @([pscustomobject]@{ ContactId = '$contact'; AgentIdle = 450 }, [pscustomobject]@{ ContactId = '$second'; AgentIdle = 'Unset' }) |
    Set-ParticipantRoleConfig $instance -PassThru
"long: `$((`$outcomes | Where-Object AgentIdle -gt 400).ContactId)"
"sum: `$((`$outcomes | Measure-Object AgentIdle -Sum).Sum)"
"accepted: `$(@(`$outcomes | Where-Object Status -eq Accepted).Count)"
`$outcomes | Export-Csv saved.csv; `$outcomes | Export-Clixml saved.xml; `$outcomes | ConvertTo-Json | Set-Content saved.json
"back: `$((Import-Csv saved.csv).UnsetTimers) `$((Import-Clixml saved.xml).UnsetTimers) `$((Get-Content saved.json -Raw | ConvertFrom-Json).UnsetTimers)"
Import-Csv saved.csv | Set-ParticipantRoleConfig -PassThru | ForEach-Object { "again: `$(`$_.Status)" }
"@

        $screen | Should -Match "(?m)^long: $contact$"
        $screen | Should -Match '(?m)^sum: 450$'
        $screen | Should -Match '(?m)^accepted: 2$'
        $screen | Should -Match '(?m)^back: +AgentIdle +AgentIdle +AgentIdle *$'
        [regex]::Matches($screen, '(?m)^again: Skipped$').Count | Should -Be 2
    }
}
