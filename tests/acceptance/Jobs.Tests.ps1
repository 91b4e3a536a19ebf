#Requires -Version 7.4

Describe 'Objects that come from elsewhere' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        $module = Get-ShippedModule
        Import-Module $module
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
    }

    AfterAll { Stop-ConnectEmulator $emulator }

    BeforeEach { Reset-Emulator $emulator }

    Context 'From a job, deserialized' {
        BeforeAll {
            $job = Start-Job -ArgumentList $module, $connect -ScriptBlock {
                param($module, $connect)
                Import-Module $module
                'a', 'b' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -AgentIdle Unset @connect -PassThru
                Set-ParticipantRoleConfig i gone -CustomerDisconnect 10 -EndpointUrl http://127.0.0.1:1 -Region eu-west-2 -AccessKey a -SecretKey b -MaxAttempts 1 -PassThru -ErrorAction SilentlyContinue
                New-ParticipantTimer Agent Idle 7 -ContactId a
                New-ParticipantTimer Agent Disconnect -Unset -ContactId a
                Test-ParticipantRoleConfig i a -CustomerIdle 5 -CustomerDisconnect 10
                [pscustomobject]@{ ContactId = 'bad'; CustomerIdle = 1 } | Test-ParticipantRoleConfig -InstanceId i
            }
            $objects = Receive-Job $job -Wait -AutoRemoveJob
        }

        It 'shows an outcome in a table with its minutes' {
            $text = $objects | Where-Object Status | Format-Table | Get-PlainText -Width 120

            $text | Should -Match '(?m)^Accepted +a +5 min +unset *$'
            $text | Should -Match '(?m)^Failed +gone +\S.* +10 min *$'
        }

        It 'shows an outcome in a list with its minutes' {
            $text = $objects | Where-Object ContactId -EQ b | Format-List | Get-PlainText

            $text | Should -Match '(?m)^CustomerIdle +: 5 min *$'
            $text | Should -Match '(?m)^AgentIdle +: unset *$'
            $text | Should -Match '(?m)^AgentDisconnect +: *$'
        }

        It 'shows timers and tests' {
            $timers = $objects | Where-Object TimerType | Format-Table | Get-PlainText
            $tests = $objects | Where-Object { $null -ne $_.IsValid } | Format-Table | Get-PlainText -Width 200

            $timers | Should -Match '(?m)^AGENT +IDLE +7 +False +a *$'
            $timers | Should -Match '(?m)^AGENT +DISCONNECT_NONCUSTOMER +True +a *$'
            $tests | Should -Match '(?m)^True +a +.*\b15 min\b'
            $tests | Should -Match '(?m)^False +bad +.*CustomerIdle is ''1'''
        }

        It 'is sent again: outcomes that failed, and timers' {
            $objects | Where-Object Status -EQ Failed | Set-ParticipantRoleConfig @connect
            $objects | Where-Object TimerType | Set-ParticipantRoleConfig -InstanceId i @connect

            Get-StoredTimer $emulator | Should -Be 'a AGENT/IDLE=7 AGENT/DISCONNECT_NONCUSTOMER=unset', 'gone CUSTOMER/DISCONNECT_NONCUSTOMER=10'
        }
    }

    It 'is alive from a thread job, and keeps the pace of the process' {
        $slow = $connect.Clone()
        $slow.Region, $slow.RateLimit, $slow.BurstLimit = 'ap-south-1', 0.001, 1 # one call, the next one in a quarter of an hour
        'first' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @slow

        $outcomes = Start-ThreadJob -ArgumentList $module, $connect, $slow -ScriptBlock {
            param($module, $connect, $slow)
            Import-Module $module
            'a' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect -PassThru
            'b' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @slow -MaxMinutes 0.01 -PassThru -WarningAction SilentlyContinue
        } | Receive-Job -Wait -AutoRemoveJob

        $outcomes.Status | Should -Be 'Accepted', 'Cancelled'
        $outcomes[0].GetType().FullName | Should -Be 'ConnectTimers.ParticipantRoleOutcome'
    }

    It 'is one outcome for each contact over ForEach-Object -Parallel' {
        $outcomes = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:module
            $connect = $using:connect
            "p-$_", "q-$_" | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle (5 + $_) @connect -PassThru
        }

        $outcomes.ContactId | Sort-Object | Should -Be 'p-1', 'p-2', 'p-3', 'q-1', 'q-2', 'q-3'
        Get-StoredTimer $emulator | Should -Be 'p-1 CUSTOMER/IDLE=6', 'p-2 CUSTOMER/IDLE=7', 'p-3 CUSTOMER/IDLE=8', 'q-1 CUSTOMER/IDLE=6', 'q-2 CUSTOMER/IDLE=7', 'q-3 CUSTOMER/IDLE=8'
    }

    It 'ends with the job that is stopped' {
        $slow = $connect.Clone()
        $slow.Region, $slow.RateLimit, $slow.BurstLimit = 'ca-central-1', 0.001, 1
        $job = Start-ThreadJob -ArgumentList $module, $slow -ScriptBlock {
            param($module, $slow)
            Import-Module $module
            'a', 'b' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @slow -PassThru
        }
        while (-not $job.Output -and $job.State -in 'NotStarted', 'Running') { $null = Wait-Job $job -Timeout 1 }

        Stop-Job $job

        $job.State | Should -Be 'Stopped'
        Get-StoredTimer $emulator | Should -Be 'a CUSTOMER/IDLE=5'
        Remove-Job $job
    }
}
