#Requires -Version 7.4

Describe 'Tables at <Width> columns' -ForEach 80, 120, 200 {
    BeforeAll {
        $Width = $_
        . "$PSScriptRoot/Emulator.ps1"
        Import-Module (Get-ShippedModule)
        $emulator = Start-ConnectEmulator
        $connect = $emulator.Connect
        $instance = '8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90'
        $contact = '11111111-1111-4111-8111-111111111111'
        $all = @{ CustomerIdle = 480; CustomerDisconnect = 'Unset'; AgentIdle = 120; AgentDisconnect = 2 }
        $chat = @{ instanceId = $instance; contactId = $contact; state = 'waiting'; queueId = '22222222-2222-4222-8222-222222222222' }
        $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($emulator.Url)/_emulator/contacts" -Body (ConvertTo-Json @($chat))

        # The lines of a table; none is wider than the screen.
        function Get-TableLine {
            $lines = $input | Format-Table | Get-PlainText -Width $Width | ForEach-Object { $_ -split '\r?\n' } | ForEach-Object TrimEnd
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
            $lines
        }
    }

    AfterAll { Stop-ConnectEmulator $emulator }

    It 'show an outcome with its contact and its four timers' {
        $lines = Set-ParticipantRoleConfig $instance $contact @all @connect -PassThru | Get-TableLine

        $lines | Should -Contain "Accepted   $contact 480 min   unset 120 min   2 min"
    }

    It 'show an outcome that failed with the id of its error, where there is room' {
        Set-EmulatorFault $emulator @{ '500' = 1 }
        $outcome = Set-ParticipantRoleConfig $instance $contact @all @connect -MaxAttempts 1 -PassThru -ErrorAction SilentlyContinue
        Set-EmulatorFault $emulator @{}

        $lines = $outcome | Get-TableLine

        "$lines" | Should -Match "Failed +$contact 480 min   unset 120 min   2 min"
        "$lines" | Should -Match $(if ($Width -ge 120) { "ErrorId .* $($outcome.ErrorId)" } else { 'AgDisc -' })
    }

    It 'show a config' {
        Set-Content "$TestDrive/chats.csv" 'InstanceId,ContactId,CustomerIdle,AgentIdle', "$instance,$contact,480,Unset"

        $lines = Import-ParticipantRoleConfig "$TestDrive/chats.csv" | Get-TableLine

        $lines | Should -Contain "$contact  480 min            unset"
    }

    It 'show the whole of what a test found' {
        $test = Test-ParticipantRoleConfig $instance $contact @all

        $lines = $test | Get-TableLine

        ($lines -replace '^(True|\s{4}) .{37}' -join '') -replace '\s' | Should -BeLike "*$($test.Timeline -replace '\s')*"
    }

    It 'show a timer with its contact, and an invalid one with all of its reason' {
        $timer = New-ParticipantTimer Customer Disconnect 480 -ContactId $contact
        $invalid = New-ParticipantTimer Customer Idle 1 -ContactId $contact -ErrorAction SilentlyContinue

        ($timer | Get-TableLine) -join '' -replace '\s' | Should -BeLike "*CUSTOMERDISCONNECT_NONCUSTOMER480min*$contact"
        ($invalid | Get-TableLine) -join '' -replace '\s' | Should -BeLike "*WordUnset.*"
    }

    It 'show a chat' {
        $lines = Find-ChatContact $instance @connect | Get-TableLine

        "$lines" | Should -Match "$contact \d{4}-\d\d-\d\d \d\d:\d\d:\d\d none  22222222-222"
    }
}
