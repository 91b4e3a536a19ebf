#Requires -Version 7.4

Describe 'Import-ParticipantRoleConfig' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $data = "$PSScriptRoot/../../examples/data"
    }

    It 'reads the example file as Import-Csv and Set-ParticipantRoleConfig do' {
        $imported = Import-ParticipantRoleConfig "$data/chats.csv" -ErrorAction SilentlyContinue -ErrorVariable problems
        $expected = Import-Csv "$data/chats.csv" | Set-ParticipantRoleConfig -WhatIf -PassThru -ErrorAction SilentlyContinue

        $imported.ContactId | Should -Be $expected.ContactId
        $problems.Count | Should -BeGreaterThan 0
        "$($problems[0])" | Should -Match 'chats\.csv line \d+'
    }

    It 'takes files of Get-ChildItem and keeps other columns' {
        Set-Content -LiteralPath "$TestDrive/a[1].csv" 'InstanceId;ContactId;CustomerIdle;Queue', 'i;c-1;5;Billing'

        $imported = Get-ChildItem -LiteralPath $TestDrive -Filter *.csv | Import-ParticipantRoleConfig

        $imported.ContactId | Should -Be 'c-1'
        $imported.Queue | Should -Be 'Billing'
    }

    It 'reads what Export-Csv and ConvertTo-Json write' {
        $configs = 'a', 'b' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -AgentIdle Unset
        $configs | Export-Csv "$TestDrive/configs.csv"
        $configs | ConvertTo-Json | Set-Content "$TestDrive/configs.json"

        (Import-ParticipantRoleConfig "$TestDrive/configs.csv").ContactId | Should -Be 'a', 'b'
        (Import-ParticipantRoleConfig "$TestDrive/configs.json").UnsetTimers | Should -Be 'AgentIdle', 'AgentIdle'
    }
}
