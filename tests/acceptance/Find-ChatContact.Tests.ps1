#Requires -Version 7.4

Describe 'Find-ChatContact' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $contacts = @(
            @{ instanceId = 'i'; contactId = 'waiting'; state = 'waiting'; queueId = 'q' }
            @{ instanceId = 'i'; contactId = 'connected'; state = 'connected' }
            @{ instanceId = 'i'; contactId = 'ended'; state = 'ended' }
            @{ instanceId = 'i'; contactId = 'call'; state = 'waiting'; channel = 'VOICE' }
        )
        $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json $contacts)
    }

    AfterAll {
        Stop-ConnectEmulator $emulator
    }

    It 'finds the chats that have not ended' {
        (Find-ChatContact i @connect).ContactId | Sort-Object | Should -Be 'connected', 'waiting'
    }

    It 'finds those without an agent, and those of a queue' {
        (Find-ChatContact i -AwaitingAgent @connect).ContactId | Should -Be 'waiting'
        (Find-ChatContact i -Queue q @connect).QueueId | Should -Be 'q'
    }

    It 'pipes into Set-ParticipantRoleConfig, instance and Region filled in' {
        $target = $connect.Clone()
        $target.Remove('Region')

        Find-ChatContact i -AwaitingAgent @connect | Set-ParticipantRoleConfig -CustomerIdle 5 @target

        Get-StoredTimer $emulator | Should -Be 'waiting CUSTOMER/IDLE=5'
    }

    It 'says what a number alone would mean' {
        Find-ChatContact i -Last 7 @connect -ErrorAction SilentlyContinue -ErrorVariable problem

        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidLast,*'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'New-TimeSpan'
    }

    It 'fits in a table' {
        Find-ChatContact i @connect | Get-PlainText -Width 100 | Should -Match 'ContactId\s+InitiationTimestamp\s+AgentId\s+QueueId'
    }
}
