#Requires -Version 7.4

Describe 'New-ParticipantTimer' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
    }

    AfterAll {
        Stop-ConnectEmulator $emulator
    }

    BeforeEach {
        Reset-Emulator $emulator
    }

    It 'takes its words in either spelling and shows the spelling of the API' {
        $timers = @(
            New-ParticipantTimer Customer Disconnect 10
            New-ParticipantTimer -ParticipantRole CUSTOMER -TimerType DISCONNECT_NONCUSTOMER -Minutes '10'
        )

        $timers.ParticipantRole | Should -BeExactly 'CUSTOMER', 'CUSTOMER'
        $timers.TimerType | Should -BeExactly 'DISCONNECT_NONCUSTOMER', 'DISCONNECT_NONCUSTOMER'
        $timers.Minutes | Should -Be 10, 10
    }

    It 'makes timers that <Format> carries to a later session' -ForEach @(
        @{ Format = 'CSV'; Save = { $input | Export-Csv $path }; Load = { Import-Csv $path } }
        @{ Format = 'JSON'; Save = { $input | ConvertTo-Json | Set-Content $path }; Load = { Get-Content $path -Raw | ConvertFrom-Json } }
        @{ Format = 'CLIXML'; Save = { $input | Export-Clixml $path }; Load = { Import-Clixml $path } }
    ) {
        $path = "$TestDrive/timers.$Format"
        @(
            New-ParticipantTimer Customer Idle 5 -InstanceId i-1 -ContactId a
            New-ParticipantTimer Agent Idle -Unset -InstanceId i-1 -ContactId a
            New-ParticipantTimer Customer Disconnect 10 -InstanceId i-1 -ContactId b
        ) | & $Save

        & $Load | Set-ParticipantRoleConfig @connect

        Get-StoredTimer $emulator | Should -Be 'a CUSTOMER/IDLE=5 AGENT/IDLE=unset', 'b CUSTOMER/DISCONNECT_NONCUSTOMER=10'
        @(Get-EmulatorRequest $emulator).Count | Should -Be 2
    }

    It 'makes timers of the rows of a file' {
        Set-Content "$TestDrive/rows.csv" 'Contact ID,Role,Type,Minutes', 'a,Customer,Idle,5', ',,,', 'a,Customer,Disconnect,10', 'b,AGENT,IDLE,Unset'

        Import-Csv "$TestDrive/rows.csv" | New-ParticipantTimer | Set-ParticipantRoleConfig -InstanceId i-1 @connect

        Get-StoredTimer $emulator | Should -Be 'a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10', 'b AGENT/IDLE=unset'
    }

    It 'rejects an invalid timer and with it its whole contact' {
        $timers = @(
            New-ParticipantTimer Customer Idle 1 -ContactId bad -ErrorAction SilentlyContinue -ErrorVariable problems
            New-ParticipantTimer Customer Disconnect 10 -ContactId bad
            New-ParticipantTimer Customer Idle 5 -ContactId good
        )
        $timers | Set-ParticipantRoleConfig -InstanceId i-1 @connect -ErrorAction SilentlyContinue

        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'InvalidTimerValue,ConnectTimers.PowerShell.Commands.NewParticipantTimerCommand'
        "$($problems[0])" | Should -BeLike "*CustomerIdle is '1'; it must be 2 to 480 whole minutes, or the word Unset."
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-StoredTimer $emulator | Should -Be 'good CUSTOMER/IDLE=5'
    }

    It 'ends a script under -ErrorAction Stop' {
        { New-ParticipantTimer Customer Idle 481 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidTimerValue,*'
        { New-ParticipantTimer Nobody Idle 5 -ErrorAction Stop } | Should -Throw -ExpectedMessage "*'Nobody' is not a participant role*"
    }

    It 'shows a timer as a line of a table' {
        $text = New-ParticipantTimer Customer Disconnect 10 -ContactId c-1 | Format-Table | Get-PlainText -Width 80

        $text | Should -Match 'ParticipantRole +TimerType +Minutes +Unset +ContactId'
        $text | Should -Match '(?m)^CUSTOMER +DISCONNECT_NONCUSTOMER +10 +False +c-1'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'New-ParticipantTimer -Role '; Words = 'Agent', 'Customer' }
        @{ Line = 'New-ParticipantTimer Cu'; Words = @('Customer') }
        @{ Line = 'New-ParticipantTimer Customer -Type Id'; Words = @('Idle') }
        @{ Line = 'New-ParticipantTimer -U'; Words = @('-Unset') }
    ) {
        $completed = (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText

        $completed | Sort-Object | Should -Be $Words
    }

    It 'has help with examples' {
        Get-Help New-ParticipantTimer -Examples | Get-PlainText | Should -Match 'New-ParticipantTimer Customer Idle 5'
        (Get-Help New-ParticipantTimer -Parameter Minutes).description.Text | Should -Match '480'
    }
}
