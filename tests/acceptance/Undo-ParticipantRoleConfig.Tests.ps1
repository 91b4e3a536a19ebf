#Requires -Version 7.4

Describe 'Undo-ParticipantRoleConfig' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
    }

    BeforeEach {
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $journal = "$TestDrive/$([guid]::NewGuid()).jsonl"
        'c-1', 'c-2' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -JournalPath $journal @connect
    }

    AfterEach { Stop-ConnectEmulator $emulator }

    It 'removes the timers that were set, into the same journal' {
        $keys = $connect.Clone()
        $keys.Remove('Region')
        $outcomes = Undo-ParticipantRoleConfig $journal -PassThru -Confirm:$false @keys

        $outcomes.Status | Should -Be 'Accepted', 'Accepted'
        (Get-ParticipantRoleConfigJournal $journal).CustomerIdle | Should -Be 'Unset', 'Unset'
    }

    It 'sets again what was set, undone and is set once more' {
        $keys = $connect.Clone()
        $keys.Remove('Region')
        Undo-ParticipantRoleConfig $journal -Confirm:$false @keys
        $again = 'c-1', 'c-2' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -JournalPath $journal -Resume -PassThru @connect

        $again.Status | Should -Be 'Accepted', 'Accepted'
    }

    It 'only says what it would remove with -WhatIf' {
        $keys = $connect.Clone()
        $keys.Remove('Region')
        Undo-ParticipantRoleConfig $journal -WhatIf @keys

        (Get-ParticipantRoleConfigJournal $journal).CustomerIdle | Should -Be 5, 5
    }

    It 'is an error for a file that is no journal' {
        $keys = $connect.Clone()
        $keys.Remove('Region')
        Set-Content "$TestDrive/notes.txt" 'not a journal'
        { Undo-ParticipantRoleConfig "$TestDrive/notes.txt" -ErrorAction Stop @keys } | Should -Throw -ExpectedMessage '*notes.txt*'
    }
}
