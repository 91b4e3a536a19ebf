#Requires -Version 7.4

Describe 'Get-ParticipantRoleConfigJournal' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $journal = "$TestDrive/run.jsonl"
        'c-1', 'c-2' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -JournalPath $journal @connect
        Set-ParticipantRoleConfig i c-2 -AgentIdle 10 -JournalPath $journal @connect
    }

    AfterAll { Stop-ConnectEmulator $emulator }

    It 'has the timers of each chat, of all runs' {
        $chats = Get-ParticipantRoleConfigJournal $journal | Sort-Object ContactId

        $chats.ContactId | Should -Be 'c-1', 'c-2'
        $chats.CustomerIdle | Should -Be 5, 5
        $chats[1].AgentIdle | Should -Be 10
    }

    It 'has what happened to one chat, and by which run' {
        $history = Get-ParticipantRoleConfigJournal $journal c-2 -History

        $history.Status | Should -Be 'Accepted', 'Accepted'
        $history.RunId | Select-Object -Unique | Should -HaveCount 2
    }

    It 'is an error for a file that is not there' {
        { Get-ParticipantRoleConfigJournal "$TestDrive/none.jsonl" -ErrorAction Stop } | Should -Throw -ExpectedMessage '*none.jsonl*'
    }
}
