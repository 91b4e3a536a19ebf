#Requires -Version 7.4

Describe 'Test-ParticipantRoleConfig' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $data = "$PSScriptRoot/../../examples/data"
    }

    It 'finds in the example file the rows that Set-ParticipantRoleConfig rejects' {
        $results = Import-Csv "$data/chats.csv" | Test-ParticipantRoleConfig
        $refused = Import-Csv "$data/chats.csv" | Set-ParticipantRoleConfig -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems 6> $null

        @($results | Where-Object IsValid -EQ $false).Count | Should -Be $problems.Count
        $refused | Should -BeNullOrEmpty
    }

    It 'is one Boolean for a runbook' {
        Import-Csv "$data/chats.csv" | Test-ParticipantRoleConfig -Quiet | Should -BeFalse
        Test-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Quiet | Should -BeTrue
    }

    It 'shows a table that fits 100 columns' {
        $text = Test-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -CustomerDisconnect 10 | Format-Table | Get-PlainText -Width 100

        $text | Should -Match 'IsValid +ContactId +Findings'
        $text | Should -Match 'True +c +after 5 min of customer silence: idle; after 15 min: ch'
    }
}
