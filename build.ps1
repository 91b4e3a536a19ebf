<#
.SYNOPSIS
    Builds or tests ConnectTimers. Build and Test are one dotnet command each; Pester runs tests/pester against what Build lays out.
.EXAMPLE
    ./build.ps1 -Task Test
#>
param(
    [ValidateSet('Build', 'Test', 'Pester')] [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' { dotnet test }
        'Pester' {
            # Asked before the build, which would be for nothing; Windows brings a Pester 3 that cannot read these files.
            if (-not (Get-Module Pester -ListAvailable | Where-Object Version -GE ([version] '5.0'))) {
                throw "Pester 5 is not installed. This installs it: Install-Module Pester -MinimumVersion 5.0 -Scope CurrentUser -Force -SkipPublisherCheck"
            }
            Import-Module Pester -MinimumVersion 5.0
            dotnet build
        }
    }
    if ($LASTEXITCODE -ne 0) { throw "$Task failed: dotnet ended with $LASTEXITCODE." }
    if ($Task -eq 'Pester' -and (Invoke-Pester -Path tests/pester -PassThru).Result -ne 'Passed') { throw 'Pester failed.' }
}
finally {
    Pop-Location
}
