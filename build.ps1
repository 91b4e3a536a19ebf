<#
.SYNOPSIS
    Builds, tests or packs ConnectTimers. Each task is one or two dotnet commands; Pester runs tests/acceptance in a PowerShell and with a Pester of your own.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Package
    ./build.ps1 -Task Pester -PackagePath out/ConnectTimers.*.nupkg
#>
param(
    [ValidateSet('Build', 'Test', 'Package', 'Pester')] [string] $Task = 'Build',

    # What Build, Test and Pester compile; what Package packs is always Release.
    [ValidateSet('Debug', 'Release')] [string] $Configuration = 'Debug',

    # The package that Pester tests, in place of the module that it would build.
    [string] $PackagePath
)

$ErrorActionPreference = 'Stop'
$package = @(if ($PackagePath) { Resolve-Path $PackagePath })
if ($PackagePath -and $package.Count -ne 1) { throw "-PackagePath $PackagePath names $($package.Count) files. Name one package." }
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build -c $Configuration }
        'Test' { dotnet test -c $Configuration }
        'Package' { dotnet run -c Release --project tools/Package }
        'Pester' {
            # Asked before the build, which would be for nothing; Windows brings a Pester 3 that cannot read these files.
            if (-not (Get-Module Pester -ListAvailable | Where-Object Version -GE ([version] '5.7'))) {
                throw "Pester 5.7 or later is not installed. This installs it: Install-Module Pester -MinimumVersion 5.7 -Scope CurrentUser -Force -SkipPublisherCheck"
            }
            if ($package) { dotnet build src/ConnectTimers.Emulator } else { dotnet build -c $Configuration }
            if ($LASTEXITCODE -eq 0) { tests/acceptance/Run.ps1 $package.Path }
        }
    }
    if ($LASTEXITCODE -ne 0) { throw "$Task failed with exit code $LASTEXITCODE." }
}
finally {
    Pop-Location
}
