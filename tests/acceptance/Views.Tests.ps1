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

    It 'show an outcome with its contact, and its four timers where there is room' {
        $lines = Set-ParticipantRoleConfig $instance $contact @all @connect -PassThru | Get-TableLine

        $lines | Should -Contain "Accepted  $contact$(if ($Width -ge 120) { ' ' * 36 + '480 min     unset   120 min     2 min' })"
    }

    It 'show an outcome that failed with the whole of its reason' {
        Set-EmulatorFault $emulator @{ '500' = 1 }
        $outcome = Set-ParticipantRoleConfig $instance $contact @all @connect -MaxAttempts 1 -PassThru -ErrorAction SilentlyContinue
        Set-EmulatorFault $emulator @{}

        $lines = $outcome | Get-TableLine

        "$lines" | Should -Match "Failed +$contact "
        ($lines | ForEach-Object { "$_".PadRight(80).Substring(47, 33) }) -join '' -replace '\s' | Should -BeLike "*$($outcome.Reason -replace '\s')*"
    }

    It 'show a config with all of its timers' {
        Set-Content "$TestDrive/chats.csv" 'InstanceId,ContactId,CustomerIdle,AgentIdle', "$instance,$contact,480,Unset"

        $lines = Import-ParticipantRoleConfig "$TestDrive/chats.csv" | Get-TableLine

        $lines | Should -Contain "$contact  480 min               unset"
    }

    It 'have headings that are names of properties, for <_.Name>' -ForEach @(
        @{ Name = 'outcomes'; Object = { Set-ParticipantRoleConfig $instance $contact @all @connect -PassThru } }
        @{ Name = 'configs'; Object = { [pscustomobject]@{ ContactId = $contact; CustomerIdle = 5 } | Test-ParticipantRoleConfig -InstanceId $instance | ForEach-Object { $_.GetConfig() } } }
        @{ Name = 'tests'; Object = { Test-ParticipantRoleConfig $instance $contact @all } }
        @{ Name = 'timers'; Object = { New-ParticipantTimer Customer Idle 5 } }
        @{ Name = 'found chats'; Object = { Find-ChatContact $instance @connect } }
        @{ Name = 'described chats'; Object = { Get-ChatContact $instance $contact @connect } }
        @{ Name = 'contacts of a journal'; Object = { Get-ParticipantRoleConfigJournal "$TestDrive/run.jsonl" } }
        @{ Name = 'entries of a journal'; Object = { Get-ParticipantRoleConfigJournal "$TestDrive/run.jsonl" -History } }
    ) {
        Set-ParticipantRoleConfig $instance $contact @all @connect -JournalPath "$TestDrive/run.jsonl"
        $object = & $_.Object | Select-Object -First 1

        $lines = @($object | Get-TableLine | Where-Object { $_ })

        # A long heading goes on in the lines below it, as wide as the dashes.
        $dashes = $lines | Where-Object { $_ -match '^[- ]+$' } | Select-Object -First 1
        $heading = $lines[0..([array]::IndexOf($lines, $dashes) - 1)]
        foreach ($column in [regex]::Matches($dashes, '-+')) {
            $name = ($heading | ForEach-Object { "$_".PadRight(200).Substring($column.Index, $column.Length).Trim() }) -join ''
            $object.psobject.Properties.Name | Should -Contain $name
        }
    }

    It 'are the same for what was read from a file' {
        $outcome = Set-ParticipantRoleConfig $instance $contact @all @connect -PassThru
        $outcome | Export-Clixml "$TestDrive/outcome.xml"

        Import-Clixml "$TestDrive/outcome.xml" | Get-TableLine | Should -Be ($outcome | Get-TableLine)
    }

    It 'show the whole of what a test found' {
        $test = Test-ParticipantRoleConfig $instance $contact @all

        $lines = $test | Get-TableLine

        ($lines -replace '^(True|\s{4}) {4}.{37}' -join '') -replace '\s' | Should -BeLike "*$($test.Timeline -replace '\s')*"
    }

    It 'show a timer with its contact, and an invalid one with all of its reason' {
        $timer = New-ParticipantTimer Customer Disconnect 480 -ContactId $contact
        $invalid = New-ParticipantTimer Customer Idle 1 -ContactId $contact -ErrorAction SilentlyContinue

        ($timer | Get-TableLine) -join '' -replace '\s' | Should -BeLike "*CUSTOMERDISCONNECT_NONCUSTOMER480False*$contact"
        ($invalid | Get-TableLine) -join '' -replace '\s' | Should -BeLike "*WordUnset.*"
    }

    It 'show a chat' {
        $lines = Find-ChatContact $instance @connect | Get-TableLine

        "$lines" | Should -Match "$contact \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
    }
}
