<#
.SYNOPSIS
    Builds or tests ConnectTimers; each task is one dotnet command.
.EXAMPLE
    ./build.ps1 -Task Test
#>
param(
    [ValidateSet('Build', 'Test')] [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' { dotnet test }
    }
    if ($LASTEXITCODE -ne 0) { throw "$Task failed: dotnet ended with $LASTEXITCODE." }
}
finally {
    Pop-Location
}
