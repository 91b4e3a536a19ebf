#Requires -Version 7.4

Describe 'Get-ChatContact' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $contacts = @(
            @{ instanceId = 'i'; contactId = 'waiting'; state = 'waiting'; queueId = 'q' }
            @{ instanceId = 'i'; contactId = 'connected'; state = 'connected' }
            @{ instanceId = 'i'; contactId = 'ended'; state = 'ended' }
        )
        $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json $contacts)
    }

    AfterAll {
        Stop-ConnectEmulator $emulator
    }

    It 'says whether a chat waits, has an agent or has ended' {
        "$((Get-ChatContact i waiting, connected, ended @connect).State)" | Should -Be 'Waiting Connected Ended'
    }

    It 'says of outcomes whether their timers are in force' {
        $outcomes = 'waiting', 'connected' | Set-ParticipantRoleConfig i -CustomerIdle 5 -PassThru @connect
        $chats = $outcomes | Get-ChatContact @connect

        "$(($chats | Sort-Object ContactId).InForce)" | Should -Be 'No Pending'
        "$(($outcomes | Sort-Object ContactId).InForce)" | Should -Be 'No Pending'
    }

    It 'has an error for each contact that the service does not know' {
        $found = Get-ChatContact i nobody, waiting @connect -ErrorAction SilentlyContinue -ErrorVariable problem

        $found.ContactId | Should -Be 'waiting'
        $problem.FullyQualifiedErrorId | Should -BeLike 'ResourceNotFoundException,*'
    }

    It 'fits in a table' {
        Get-ChatContact i waiting @connect | Get-PlainText -Width 100 | Should -Match 'State\s+ContactId\s+InForce\s+LeadSeconds\s+Since'
    }
}
