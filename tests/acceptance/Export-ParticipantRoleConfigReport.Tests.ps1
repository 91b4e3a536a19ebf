#Requires -Version 7.4

Describe 'Export-ParticipantRoleConfigReport' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $outcomes = 'c-1', 'c-2' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -PassThru -JournalPath "$TestDrive/run.jsonl" @connect
    }

    AfterAll { Stop-ConnectEmulator $emulator }

    It 'makes a page of a journal' {
        $file = Export-ParticipantRoleConfigReport -JournalPath "$TestDrive/*.jsonl" -Path "$TestDrive/journal.html" -Title 'Night run' -RateLimit 4 -PassThru

        $file.FullName | Should -Exist
        Get-Content $file -Raw | Should -Match '<h1>Night run</h1>'
        ([xml] (Get-Content $file -Raw)).html.body.main.section[-1].div.table.tbody.tr.Count | Should -Be 2
    }

    It 'makes the same page of outcomes and of what Export-Csv, ConvertTo-Json and Export-Clixml made of them' {
        $outcomes | Export-Csv "$TestDrive/outcomes.csv"
        $outcomes | ConvertTo-Json | Set-Content "$TestDrive/outcomes.json"
        $outcomes | Export-Clixml "$TestDrive/outcomes.clixml"

        $outcomes | Export-ParticipantRoleConfigReport "$TestDrive/alive.html"
        Import-Csv "$TestDrive/outcomes.csv" | Export-ParticipantRoleConfigReport "$TestDrive/csv.html"
        Get-Content "$TestDrive/outcomes.json" -Raw | ConvertFrom-Json | Export-ParticipantRoleConfigReport "$TestDrive/json.html"
        Import-Clixml "$TestDrive/outcomes.clixml" | Export-ParticipantRoleConfigReport "$TestDrive/clixml.html"

        foreach ($name in 'alive', 'csv', 'json', 'clixml') {
            $page = Get-Content "$TestDrive/$name.html" -Raw
            $page | Should -Match '<b>2</b> <span>Accepted</span>'
            $page | Should -Match '<dd>2</dd>'
        }
    }

    It 'replaces a file, and leaves it with -NoClobber or -WhatIf' {
        Export-ParticipantRoleConfigReport -JournalPath "$TestDrive/run.jsonl" -Path "$TestDrive/old.html" -Title old

        Export-ParticipantRoleConfigReport -JournalPath "$TestDrive/run.jsonl" -Path "$TestDrive/old.html" -WhatIf
        { Export-ParticipantRoleConfigReport -JournalPath "$TestDrive/run.jsonl" -Path "$TestDrive/old.html" -NoClobber } | Should -Throw -ErrorId 'ReportExists,*'
        Get-Content "$TestDrive/old.html" -Raw | Should -Match '<title>old'

        Export-ParticipantRoleConfigReport -JournalPath "$TestDrive/run.jsonl" -Path "$TestDrive/old.html"
        Get-Content "$TestDrive/old.html" -Raw | Should -Not -Match '<title>old'
    }
}
