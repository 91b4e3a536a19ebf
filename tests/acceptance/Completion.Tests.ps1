#Requires -Version 7.4

Describe 'Completion' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        Set-Content "$TestDrive/credentials" '[ops]', 'aws_access_key_id = a', 'aws_secret_access_key = b', '[ops night]', 'aws_access_key_id = a', 'aws_secret_access_key = b'
        $given = $env:AWS_SHARED_CREDENTIALS_FILE, $env:AWS_CONFIG_FILE
        $env:AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/credentials"
        Set-Content ($env:AWS_CONFIG_FILE = "$TestDrive/config") ''

        function Get-Completion([string] $Line) {
            (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
        }
    }

    AfterAll { $env:AWS_SHARED_CREDENTIALS_FILE, $env:AWS_CONFIG_FILE = $given }

    It 'of "<Line>" is <Words>' -ForEach @(
        @{ Line = 'Set-ParticipantRole'; Words = 'Set-ParticipantRoleConfig' }
        @{ Line = 'Set-ParticipantRoleConfig -Agent'; Words = '-AgentDisconnect', '-AgentIdle' }
        @{ Line = 'Set-ParticipantRoleConfig -CustomerIdle U'; Words = 'Unset' }
        @{ Line = 'Set-ParticipantRoleConfig -CustomerIdle 4'; Words = '45', '480' }
        @{ Line = 'Import-Csv x.csv | Set-ParticipantRoleConfig -ProfileName '; Words = "'ops night'", 'ops' }
        @{ Line = 'Find-ChatContact i -ProfileName o'; Words = "'ops night'", 'ops' }
        @{ Line = 'Set-ParticipantRoleConfig -Region eu-west-'; Words = 'eu-west-1', 'eu-west-2', 'eu-west-3' }
        @{ Line = 'New-ParticipantTimer Agent '; Words = 'Disconnect_NonCustomer', 'DisconnectNoncustomer', 'Idle' }
        @{ Line = 'Set-ParticipantRoleConfig i c -CustomerIdle 5 -PassThru | Where-Object Sta'; Words = 'Status' }
        @{ Line = 'Find-ChatContact i | Sort-Object Initiation'; Words = 'InitiationMethod', 'InitiationTimestamp' }
        @{ Line = 'Test-ParticipantRoleConfig i c | Select-Object Is'; Words = 'IsValid' }
    ) {
        Get-Completion $Line | Sort-Object | Should -Be $Words
    }

    It 'of parameters begins with what is needed first' {
        $names = Get-Completion 'Set-ParticipantRoleConfig -'
        $names | Select-Object -First 3 | Should -Be '-InstanceId', '-ContactId', '-Timer'
        [array]::IndexOf($names, '-CustomerIdle') | Should -BeLessThan ([array]::IndexOf($names, '-BurstLimit'))
    }

    It 'prefers files that fit, and takes instances from the last journal' {
        $null = New-Item "$TestDrive/own" -ItemType Directory
        Push-Location "$TestDrive/own"
        try {
            Set-Content 'run.csv', 'run.html', 'run.log' 'x'
            Set-Content 'run.jsonl' '{"InstanceId":"first","ContactId":"a"}', '{"InstanceId":"second","ContactId":"b"}', '{"InstanceId":"first","ContactId":"c"}'

            Get-Completion 'Set-ParticipantRoleConfig -JournalPath run' | Should -BeLike '*run.jsonl'
            Get-Completion 'Undo-ParticipantRoleConfig run' | Should -BeLike '*run.jsonl'
            Get-Completion 'Export-ParticipantRoleConfigReport run' | Should -BeLike '*run.html'
            Get-Completion 'Import-ParticipantRoleConfig run.c' | Should -BeLike '*run.csv'
            Get-Completion 'Set-ParticipantRoleConfig ' | Should -Be 'first', 'second'
            Get-Completion 'Find-ChatContact s' | Should -Be 'second'
        }
        finally {
            Pop-Location
        }
    }

    It 'takes paths for files' {
        Push-Location $TestDrive
        try {
            Set-Content 'night run.csv' 'x'
            foreach ($line in 'Import-ParticipantRoleConfig nig', 'Set-ParticipantRoleConfig -JournalPath nig', 'Export-ParticipantRoleConfigReport -Path nig') {
                Get-Completion $line | Should -BeLike "*night run.csv'"
            }
        }
        finally {
            Pop-Location
        }
    }
}
