#Requires -Version 7.4
# Runs the Pester files on the module that a build laid out, or on a package, installed for this run only, with the newest Pester that is
# installed. Called by build.ps1.
param([string] $PackagePath)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Emulator.ps1"
$folder = [IO.Directory]::CreateTempSubdirectory('connect-timers-').FullName
try {
    if ($PackagePath) {
        # As Install-PSResource installs it, but not among the user's modules.
        $feed = New-Item "$folder/feed" -ItemType Directory
        Copy-Item $PackagePath $feed
        $repository = "ConnectTimers-$PID"
        Register-PSResourceRepository $repository -Uri $feed.FullName -Trusted
        try {
            Save-PSResource ConnectTimers -Repository $repository -Path $folder
        }
        finally {
            Unregister-PSResourceRepository $repository
        }
        $env:CONNECTTIMERS_MODULE = (Get-Item "$folder/ConnectTimers/*/ConnectTimers.psd1").FullName
    }

    # In a process of its own: one that has loaded a ConnectTimers loads no other, and keeps its files open.
    $shell, $arguments = Get-ShellCommand
    & $shell @arguments -NoProfile -File "$PSScriptRoot/Invoke-Acceptance.ps1"
}
finally {
    $env:CONNECTTIMERS_MODULE = $null
    Remove-Item $folder -Recurse -Force
}
