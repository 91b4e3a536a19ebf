#Requires -Version 7.4

Describe 'Watch-ChatContact' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator '--rate-limit', '0', '--queue', '--event-delay', '0'
        $connect = $emulator.Connect
        $queue = "$($emulator.Url)/000000000000/contact-events"
        function Add-Chat {
            param([string[]] $Contact)
            $chats = @($Contact | ForEach-Object { @{ instanceId = 'i'; contactId = $_; state = 'waiting'; queueId = 'q' } })
            $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json $chats)
        }
    }

    BeforeEach {
        Reset-Emulator $emulator
    }

    AfterAll {
        Stop-ConnectEmulator $emulator
    }

    It 'finds the chats of an instance that wait, each once, by searching again and again' {
        Add-Chat one, two
        $chats = Watch-ChatContact i @connect | Select-Object -First 2

        $chats.ContactId | Sort-Object | Should -Be 'one', 'two'
        $chats[0].InstanceId, $chats[0].QueueId, $chats[0].Region | Should -Be 'i', 'q', 'eu-west-2'
    }

    It 'returns the chats of a queue with instance, queue and Region, until it has enough' {
        Add-Chat one, two

        $chats = Watch-ChatContact -QueueUrl $queue @connect | Select-Object -First 2

        $chats.ContactId | Sort-Object | Should -Be 'one', 'two'
        $chats[0].InstanceId, $chats[0].QueueId, $chats[0].Region | Should -Be 'i', 'q', 'eu-west-2'
    }

    It 'pipes into Set-ParticipantRoleConfig and deletes the messages' {
        Add-Chat one

        Watch-ChatContact -QueueUrl $queue -MaxMinutes 0.2 @connect | Set-ParticipantRoleConfig -CustomerIdle 5 @connect

        Get-StoredTimer $emulator | Should -Be 'one CUSTOMER/IDLE=5'
        (Get-EmulatorState $emulator).queues[0].deleted | Should -Be 2
    }

    It 'completes the types of events' {
        (TabExpansion2 'Watch-ChatContact -EventType Q').CompletionMatches.CompletionText | Should -Be 'QUEUED'
    }
}
