#Requires -Version 7.4

Describe 'Set-ParticipantRoleConfig' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $data = "$PSScriptRoot/../../examples/data"
        $emulator = Start-ConnectEmulator '--rate-limit', '0', '--contacts', "$data/contacts.csv"
        $connect = $emulator.Connect
        $instance = '8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90'
        $known = '11111111-1111-4111-8111-111111111111' # in contacts.csv
        $unknown = '00000000-0000-4000-8000-000000000000'
    }

    AfterAll {
        Stop-ConnectEmulator $emulator
    }

    BeforeEach {
        Reset-Emulator $emulator
    }

    Context 'Files' {
        It 'sets the timers of the example file and reports them correctly' {
            $outcomes = Import-Csv "$data/chats.csv" | Set-ParticipantRoleConfig @connect -PassThru -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue

            $accepted = @($outcomes | Where-Object Status -EQ Accepted)
            $state = Get-EmulatorState $emulator
            $state.counts.accepted | Should -Be $accepted.Count
            foreach ($outcome in $accepted) {
                $stored = ($state.contacts | Where-Object contactId -EQ $outcome.ContactId).stored
                "$($stored.'CUSTOMER/IDLE')" | Should -Be "$($outcome.CustomerIdle)"
                "$($stored.'AGENT/DISCONNECT_NONCUSTOMER')" | Should -Be "$($outcome.AgentDisconnect)"
            }
            @($outcomes).Count | Should -BeGreaterThan $accepted.Count -Because 'the file has a contact that the emulator does not'
            ($outcomes | Where-Object Status -EQ Invalid).Count | Should -BeGreaterThan 0 -Because 'it has rows that cannot be'
            $problems.Count | Should -BeGreaterOrEqual @($outcomes | Where-Object Status -In Invalid, Failed).Count -Because 'each has at least one error'
        }

        It 'reads a file with other names, delimiter and columns' {
            Set-Content "$TestDrive/odd.csv" 'Chat;Mins;Queue', "$known;5;Billing"

            Import-Csv "$TestDrive/odd.csv" -Delimiter ';' | Set-ParticipantRoleConfig -InstanceId $instance -ContactId { $_.Chat } -CustomerIdle { $_.Mins } @connect

            Get-StoredTimer $emulator | Should -Be "$known CUSTOMER/IDLE=5"
        }

        It 'makes one call of the rows of one contact' {
            Set-Content "$TestDrive/long.csv" 'InstanceId,ContactId,ParticipantRole,TimerType,Minutes',
                "$instance,$known,CUSTOMER,IDLE,5", "$instance,$known,CUSTOMER,DISCONNECT_NONCUSTOMER,10", "$instance,$known,AGENT,IDLE,Unset"

            Import-Csv "$TestDrive/long.csv" | Set-ParticipantRoleConfig @connect

            Get-StoredTimer $emulator | Should -Be "$known CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10 AGENT/IDLE=unset"
            @(Get-EmulatorRequest $emulator).Count | Should -Be 1
        }

        It 'takes a list of ids from Get-Content' {
            Set-Content "$TestDrive/contacts.txt" $known

            Get-Content "$TestDrive/contacts.txt" | Set-ParticipantRoleConfig -InstanceId $instance -Timer (New-ParticipantTimer Agent Idle 7) @connect

            Get-StoredTimer $emulator | Should -Be "$known AGENT/IDLE=7"
        }

        It 'retries failed outcomes kept as <Format>' -ForEach @(
            @{ Format = 'CSV'; Save = { $input | Export-Csv $path }; Load = { Import-Csv $path } }
            @{ Format = 'JSON'; Save = { $input | ConvertTo-Json -EnumsAsStrings | Set-Content $path }; Load = { Get-Content $path -Raw | ConvertFrom-Json } }
            @{ Format = 'CLIXML'; Save = { $input | Export-Clixml $path }; Load = { Import-Clixml $path } }
        ) {
            $path = "$TestDrive/outcomes.$Format"
            Set-EmulatorFault $emulator @{ '500' = 1 }
            Set-ParticipantRoleConfig -InstanceId $instance -ContactId $known -CustomerIdle 5 -AgentIdle Unset @connect -PassThru -MaxAttempts 1 -ErrorAction SilentlyContinue | & $Save
            Set-EmulatorFault $emulator @{}

            $again = & $Load | Where-Object Status -EQ Failed | Set-ParticipantRoleConfig @connect -PassThru

            $again.Status | Should -Be 'Accepted'
            Get-StoredTimer $emulator | Should -Be "$known CUSTOMER/IDLE=5 AGENT/IDLE=unset"
        }
    }

    Context 'What is shown' {
        It 'says with -WhatIf what would happen, without an address or keys' {
            $text = Get-ScreenText "'$known' | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 -CustomerDisconnect 10 -WhatIf"

            "$text" | Should -Match 'Set CustomerIdle 5 min, CustomerDisconnect 10 min \(after 5 min of customer silence: idle; after 15 min: chat disconnected\)'
            "$text" | Should -Match "contact '$known' of instance '$instance'"
        }

        It 'writes nothing but a summary' {
            $output = $known | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @connect -InformationVariable said

            $output | Should -BeNullOrEmpty
            "$($said[-1])" | Should -Be '1 row; 1 chat: 1 accepted.'
        }

        It 'shows outcomes as a table that fits 120 columns' {
            $text = Set-ParticipantRoleConfig -InstanceId $instance -ContactId $known -CustomerIdle 5 -AgentDisconnect Unset @connect -PassThru | Format-Table | Get-PlainText -Width 120

            $text | Should -Match 'Status +ContactId +Reason +Customer +CustomerD +AgentIdle +AgentDisc'
            $text | Should -Match "(?m)^Accepted +$known +5 min +unset"
        }

        It 'shows an outcome as a list with units, and times that say that they are UTC' {
            $text = Set-ParticipantRoleConfig $instance $known -CustomerIdle 5 @connect -PassThru | Format-List | Get-PlainText

            $text | Should -Match 'CustomerIdle +: 5 min'
            $text | Should -Match 'SentAt +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ'
        }

        It 'shows an error with the contact, what is wrong, and nothing of how the module is built' {
            $unknown | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @connect -ErrorAction SilentlyContinue -ErrorVariable problems

            $ErrorView = 'ConciseView'
            $text = $problems | Get-PlainText

            $text | Should -Match 'Set-ParticipantRoleConfig:'
            $text | Should -Match "contact '$unknown': The service knows no such open chat"
            $text | Should -Not -Match 'TimerException|   at '
        }

        It 'has help that says units, defaults and examples' {
            (Get-Help Set-ParticipantRoleConfig -Parameter RateLimit).defaultValue | Should -Be '4'
            Get-Help Set-ParticipantRoleConfig -Examples | Get-PlainText | Should -Match 'Import-Csv chats\.csv \| Set-ParticipantRoleConfig'
        }

        It 'completes its parameters' {
            $line = 'Set-ParticipantRoleConfig -Customer'
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Sort-Object | Should -Be '-CustomerDisconnect', '-CustomerIdle'
        }
    }

    Context 'Journal' {
        It 'keeps the outcome of each chat, and resumes' {
            $journal = "$TestDrive/run.jsonl"
            Set-Content "$TestDrive/chats.csv" 'ContactId,CustomerIdle,Queue', "$known,5,Billing", "$unknown,5,Sales"
            $first = Import-Csv "$TestDrive/chats.csv" | Set-ParticipantRoleConfig -InstanceId $instance @connect -JournalPath $journal -JournalProperty Queue -PassThru -ErrorAction SilentlyContinue
            $again = Import-Csv "$TestDrive/chats.csv" | Set-ParticipantRoleConfig -InstanceId $instance @connect -JournalPath $journal -Resume -PassThru -ErrorAction SilentlyContinue

            $first.Status | Sort-Object | Should -Be 'Accepted', 'Failed'
            $again.Status | Sort-Object | Should -Be 'Failed', 'Skipped'
            $lines = Get-Content $journal | ConvertFrom-Json | Where-Object Status
            @($lines).Count | Should -Be 3
            ($lines | Where-Object Status -EQ Accepted).ContactId | Should -Be $known
            ($lines | Where-Object Queue -EQ Billing).CustomerIdle | Should -Be 5
        }

        It 'takes a path of a drive of PowerShell''s' {
            $known | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @connect -JournalPath TestDrive:/drive.jsonl

            Test-Path "$TestDrive/drive.jsonl" | Should -BeTrue
        }

        It 'says how a folder that is not there can be helped' {
            { $known | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @connect -JournalPath "$TestDrive/nowhere/run.jsonl" } | Should -Throw -ErrorId 'JournalNotWritable,*'
        }
    }

    Context 'Errors and ends' {
        It 'retries transient failures, and counts the attempts in the outcome' {
            Set-EmulatorFault $emulator @{ throttle = 0.5 }

            $rows = 2..6 | ForEach-Object { [pscustomobject]@{ ContactId = $known; CustomerIdle = $_ } }
            $outcomes = $rows | Set-ParticipantRoleConfig -InstanceId $instance @connect -PassThru
            Set-EmulatorFault $emulator @{}

            $outcomes.Status | Sort-Object -Unique | Should -Be 'Accepted'
            ($outcomes | Measure-Object Attempts -Sum).Sum | Should -Be (Get-EmulatorState $emulator).counts.received
        }


        It 'writes an error record with its config for each failure, and continues' {
            $outcomes = $unknown, $known | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @connect -PassThru -ErrorAction SilentlyContinue -ErrorVariable problems

            $outcomes.Status | Sort-Object | Should -Be 'Accepted', 'Failed'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -Be 'ResourceNotFoundException,ConnectTimers.PowerShell.Commands.SetParticipantRoleConfigCommand'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].TargetObject.ContactId | Should -Be $unknown
        }

        It 'ends a script at the first failure under -ErrorAction Stop' {
            # A Region of its own has a pace of its own: two calls, and the next one hours away.
            $slow = $connect.Clone()
            $slow.Region, $slow.RateLimit, $slow.BurstLimit = 'eu-north-1', 0.001, 2

            { 1..40 | ForEach-Object { "no-$_" } | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @slow -ErrorAction Stop } |
                Should -Throw -ErrorId 'ResourceNotFoundException,*' -ExpectedMessage '*The service knows no such open chat*'

            @(Get-EmulatorRequest $emulator).Count | Should -BeLessOrEqual 2
        }

        It 'ends when a downstream command stops the pipeline' {
            $slow = $connect.Clone()
            $slow.Region, $slow.RateLimit, $slow.BurstLimit = 'eu-south-1', 0.001, 2

            $first = @(1..40 | ForEach-Object { "no-$_" } | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @slow -PassThru -ErrorAction SilentlyContinue | Select-Object -First 1)

            $first.Count | Should -Be 1
            @(Get-EmulatorRequest $emulator).Count | Should -BeLessOrEqual 2
        }

        It 'ends a script when the keys are wrong' {
            $wrong = $connect.Clone()
            $wrong.SecretKey = 'ANOTHER'

            { $known | Set-ParticipantRoleConfig -InstanceId $instance -CustomerIdle 5 @wrong -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'InvalidSignatureException,*'
        }
    }

    Context 'Several runspaces' {
        BeforeAll {
            $quota = Start-ConnectEmulator '--rate-limit', '5', '--burst-limit', '8' # the documented quota
        }

        AfterAll {
            Stop-ConnectEmulator $quota
        }

        It 'keeps one pace over all of ForEach-Object -Parallel, so that none is throttled' {
            $module = Get-ShippedModule
            $paced = $quota.Connect.Clone()
            $paced.Remove('RateLimit')

            $outcomes = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:module
                $paced = $using:paced
                $runspace = $_
                1..5 | ForEach-Object { "$runspace-$_" } | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 @paced -PassThru
            }

            @($outcomes | Where-Object Status -EQ Accepted).Count | Should -Be 20
            (Get-EmulatorState $quota).counts.throttled | Should -Be 0
        }
    }
}
