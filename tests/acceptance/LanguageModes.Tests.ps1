#Requires -Version 7.4

BeforeDiscovery {
    $modes = @(
        @{ Mode = 'ConstrainedLanguage'; Prepare = '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"' }
        @{ Mode = 'strict mode'; Prepare = 'Set-StrictMode -Version Latest' }
    )
}

Describe 'In <Mode>' -ForEach $modes {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        $module = Get-ShippedModule
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        Set-Content "$TestDrive/chats.csv" 'ContactId,CustomerIdle,CustomerDisconnect,AgentIdle', 'a,5,10,Unset', 'b,7,,'
        Set-Content "$TestDrive/odd.csv" 'Chat,Mins', 'c,9'

        # A session of its own in that mode; what it wrote, and every error that it knows of: formatting hides its own.
        function Invoke-InMode {
            param([string] $Script)

            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$module'; $Prepare").Invoke()
            $shell.Commands.Clear()
            $session = $shell.Runspace.SessionStateProxy
            $session.SetVariable('connect', $connect)
            $session.SetVariable('folder', "$TestDrive")
            $output = $shell.AddScript($Script).Invoke()
            $problems = @($session.GetVariable('Error'))
            $shell.Dispose()
            [pscustomobject]@{ Output = $output; Text = $output | Get-PlainText -Width 120; Errors = $problems }
        }
    }

    AfterAll { Stop-ConnectEmulator $emulator }

    BeforeEach { Reset-Emulator $emulator }

    It 'sends a file and shows the outcomes' {
        $run = Invoke-InMode 'Import-Csv $folder/chats.csv | Set-ParticipantRoleConfig -InstanceId i @connect -PassThru | Sort-Object ContactId | Format-Table'

        $run.Errors | Should -BeNullOrEmpty
        $run.Text | Should -Match '(?m)^Accepted +a +5 min +10 min +unset *$'
        $run.Text | Should -Match '(?m)^Accepted +b +7 min *$'
        Get-StoredTimer $emulator | Should -Be 'a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10 AGENT/IDLE=unset', 'b CUSTOMER/IDLE=7'
    }

    It 'shows every kind of object as <View>' -ForEach @(@{ View = 'Format-Table' }, @{ View = 'Format-List' }) {
        $chats = @{ instanceId = 'i'; contactId = 'found'; state = 'waiting' }, @{ instanceId = 'i'; contactId = 'joined'; state = 'connected' }
        $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json $chats)

        $run = Invoke-InMode @"
            & {
                Import-ParticipantRoleConfig `$folder/chats.csv -InstanceId i
                'a' | Test-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -CustomerDisconnect 10
                'a' | Test-ParticipantRoleConfig -InstanceId i
                New-ParticipantTimer Customer Idle 8 -ContactId a
                New-ParticipantTimer Customer Idle -Unset -ContactId a
                Find-ChatContact i @connect
                'z' | Set-ParticipantRoleConfig -InstanceId i -AgentDisconnect 11 @connect -PassThru
            } | ForEach-Object { `$_ | $View }
"@

        $run.Errors | Should -BeNullOrEmpty
        foreach ($cell in '\b7 min', '\b8\b', 'unset', '11 min', '\b15 min', 'Accepted', 'found', 'joined') {
            $run.Text | Should -Match $cell
        }
    }

    It 'evaluates script blocks for each row' {
        $run = Invoke-InMode 'Import-Csv $folder/odd.csv | Set-ParticipantRoleConfig -InstanceId i -ContactId { $_.Chat } -CustomerIdle { $_.Mins } @connect'

        $run.Errors | Should -BeNullOrEmpty
        Get-StoredTimer $emulator | Should -Be 'c CUSTOMER/IDLE=9'
    }

    It 'keeps a journal and makes a report' {
        $run = Invoke-InMode @'
            Import-Csv $folder/chats.csv | Set-ParticipantRoleConfig -InstanceId i @connect -JournalPath $folder/run.jsonl
            Import-Csv $folder/chats.csv | Set-ParticipantRoleConfig -InstanceId i @connect -JournalPath $folder/run.jsonl -Resume -PassThru
            Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.html
'@

        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Status | Should -Be 'Skipped', 'Skipped'
        "$TestDrive/run.html" | Should -Exist
    }

    It 'gives the error of a bad row, and that alone' {
        $run = Invoke-InMode "Import-Csv `$folder/chats.csv | Set-ParticipantRoleConfig -InstanceId i -AgentDisconnect 1 -WhatIf -ErrorAction SilentlyContinue"

        $run.Errors.Count | Should -BeGreaterThan 0
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidTimerValue,*'
    }
}
