# Dot-sourced by the Pester files: the module as it ships, and an emulated Amazon Connect in a process of its own.

# Not by name: a ConnectTimers that is installed would answer to it as well. Run.ps1 says where the package is that it installed.
function Get-ShippedModule {
    $manifest = $env:CONNECTTIMERS_MODULE ?? "$PSScriptRoot/../../out/ConnectTimers/ConnectTimers.psd1"
    if (-not [IO.File]::Exists($manifest)) {
        throw "There is no module in out/ConnectTimers; 'dotnet build' lays it out."
    }
    [IO.Path]::GetFullPath($manifest)
}

# The emulator that 'dotnet test' has built, or the one that was built last.
function Get-EmulatorProgram {
    $program = $env:CONNECTTIMERS_EMULATOR ?? (Get-ChildItem "$PSScriptRoot/../../src/ConnectTimers.Emulator/bin/*/net10.0/ConnectTimers.Emulator.dll" |
            Sort-Object LastWriteTime | Select-Object -Last 1)
    if (-not $program) {
        throw "There is no emulator; 'dotnet build src/ConnectTimers.Emulator' builds it."
    }
    "$program"
}

# Gives the process, its address, and what to splat into a command that shall call it.
function Start-ConnectEmulator {
    param([string[]] $Option = @('--rate-limit', '0'))

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardOutput = $true
    foreach ($argument in @('exec', (Get-EmulatorProgram), '--port', '0') + $Option) {
        $start.ArgumentList.Add($argument) # quotes a path with blanks in it, which Start-Process does not
    }

    $process = [Diagnostics.Process]::Start($start)
    $said = @()
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        if ($line -match '^listening on (?<url>http://127\.0\.0\.1:\d+)$') {
            $connect = @{ EndpointUrl = $Matches.url; Region = 'eu-west-2'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'SECRET'; RateLimit = 0 }
            return [pscustomobject]@{ Process = $process; Url = $Matches.url; Connect = $connect }
        }
        $said += $line
    }
    throw "The emulator ended before it listened. $($said -join [Environment]::NewLine)"
}

function Stop-ConnectEmulator {
    param($Emulator)

    if ($Emulator) { # null when it did not start; that error is the one to be seen
        $Emulator.Process.Kill()
        $Emulator.Process.WaitForExit()
    }
}

function Get-EmulatorState {
    param($Emulator)
    Invoke-RestMethod -NoProxy -Uri "$($Emulator.Url)/_emulator/state"
}

function Get-EmulatorRequest {
    param($Emulator)
    $requests = Invoke-RestMethod -NoProxy -Uri "$($Emulator.Url)/_emulator/requests"
    $requests # by way of a variable, because Invoke-RestMethod writes an array as one object
}

# Forgets every call and every timer; the faults stay.
function Reset-Emulator {
    param($Emulator)
    $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($Emulator.Url)/_emulator/reset"
}

# How much goes wrong by kind, as in @{ '500' = 1 }; an empty hashtable for nothing.
function Set-EmulatorFault {
    param($Emulator, [hashtable] $Share)
    $null = Invoke-RestMethod -NoProxy -Method Post -Uri "$($Emulator.Url)/_emulator/faults" -Body (ConvertTo-Json $Share)
}

# A line a contact that has timers: a CUSTOMER/IDLE=5 AGENT/IDLE=unset
function Get-StoredTimer {
    param($Emulator)

    $lines = foreach ($contact in (Get-EmulatorState $Emulator).contacts) {
        $timers = foreach ($timer in $contact.stored.psobject.Properties) { "$($timer.Name)=$($timer.Value ?? 'unset')" }
        if ($timers) { "$($contact.contactId) $timers" }
    }
    $lines | Sort-Object
}

# This PowerShell as a command and its first arguments: where it is the .NET tool, its process is dotnet's.
function Get-ShellCommand {
    if ((Split-Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') { [Environment]::ProcessPath, 'exec', "$PSHOME/pwsh.dll" } else { [Environment]::ProcessPath }
}

# What a script that has our module writes to the screen, -WhatIf's lines included, which are in no stream that could be redirected.
function Get-ScreenText {
    param([string] $Script)

    $shell, $arguments = Get-ShellCommand
    & $shell @arguments -NoProfile -NonInteractive -Command "Import-Module '$((Get-ShippedModule) -replace "'", "''")'; $Script"
}

# What formatting makes of objects, without colours and without the bars and breaks that an error gets in a file.
function Get-PlainText {
    param([int] $Width = 120)

    ($input | Out-String -Width $Width) -replace '\x1b\[[\d;]*m' -replace '\s*\n\s*\|\s*', ' '
}
