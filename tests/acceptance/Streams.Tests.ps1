#Requires -Version 7.4

Describe 'What goes where' {
    BeforeAll {
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        # The key comes from the environment: a transcript shows the command line that started the shell.
        $keys = "-EndpointUrl $($emulator.Url) -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey `$env:TEST_KEY -RateLimit 0"
        $env:TEST_KEY = $connect.SecretKey
        Set-Content "$TestDrive/chats.csv" 'ContactId,CustomerIdle', 'good,5', 'bad,1'
    }

    AfterAll {
        $env:TEST_KEY = $null
        Stop-ConnectEmulator $emulator
    }

    It 'puts everything into one file with *>' {
        Import-Csv "$TestDrive/chats.csv" | Set-ParticipantRoleConfig -InstanceId i @connect -PassThru -Verbose -MaxMinutes 100 *> "$TestDrive/all.txt"

        $text = Get-Content "$TestDrive/all.txt" -Raw
        $text | Should -Match 'Accepted'            # output
        $text | Should -Match "CustomerIdle is '1'" # error
        $text | Should -Match '1 accepted'          # information
        $text | Should -Match 'Accepted: contact ''good''' # verbose
        $text | Should -Not -MatchExactly 'SECRET'
    }

    It 'puts each stream where it is redirected to' {
        Import-Csv "$TestDrive/chats.csv" | Set-ParticipantRoleConfig -InstanceId i @connect -PassThru > "$TestDrive/1.txt" 2> "$TestDrive/2.txt" 3> "$TestDrive/3.txt" 4> "$TestDrive/4.txt" 6> "$TestDrive/6.txt"

        Get-Content "$TestDrive/1.txt" -Raw | Should -Match '(?m)^Accepted +good'
        Get-Content "$TestDrive/2.txt" -Raw | Should -Match "contact 'bad'"
        Get-Content "$TestDrive/3.txt" -Raw | Should -BeNullOrEmpty
        Get-Content "$TestDrive/4.txt" -Raw | Should -BeNullOrEmpty
        Get-Content "$TestDrive/6.txt" -Raw | Should -Match '1 accepted'
    }

    It 'keeps errors, warnings and the summary in a transcript, and no secret' {
        $screen = Get-ScreenText @"
            `$null = Start-Transcript '$TestDrive/transcript.txt'
            Import-Csv '$TestDrive/chats.csv' | Set-ParticipantRoleConfig -InstanceId i $keys -PassThru -InformationAction Continue -Verbose
            'late' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 $keys -WhatIf
            `$null = Stop-Transcript
"@

        $transcript = Get-Content "$TestDrive/transcript.txt" -Raw
        "$transcript" | Get-PlainText -Width 1000 | Should -Match "contact 'bad' \(row 2\): CustomerIdle is '1'"
        foreach ($text in ($screen | Out-String -Width 1000), $transcript) {
            $text | Should -Match '(?m)^\S*Accepted\S* +good'
            $text | Should -Match '1 accepted'
            $text | Should -Match 'What if: .*Set CustomerIdle 5 min'
            $text | Should -Not -MatchExactly 'SECRET'
        }
    }
}
