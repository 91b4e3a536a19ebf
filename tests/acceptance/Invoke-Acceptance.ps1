#Requires -Version 7.4
# Runs every Pester file of a folder in this process; ends with 0 when each It has passed, otherwise with 1.
# build.ps1 calls it through Run.ps1, 'dotnet test' through PesterRun.cs.
param(
    [string] $Path = $PSScriptRoot,

    # Only files with such a name, and without such ones.
    [string] $Only = '*',
    [string] $Without,

    # The Pester to import, by its name or its manifest.
    [string] $Pester = 'Pester',

    # Gets a JSON array with one object for each It: File, Line, Name, Result, Error.
    [string] $ResultPath
)

# The tests name keys, Region and address; what this machine has set up for AWS is not their business.
Get-ChildItem env:AWS_* | Remove-Item
$env:AWS_EC2_METADATA_DISABLED = 'true'

Import-Module $Pester -MinimumVersion 5.7 -ErrorAction Stop
$files = Get-ChildItem $Path -Filter *.Tests.ps1 | Where-Object { $_.Name -like $Only -and $_.Name -notlike $Without }
$run = Invoke-Pester -Configuration @{ Run = @{ Path = $files.FullName; PassThru = $true }; Output = @{ Verbosity = 'Normal'; RenderMode = 'PlainText' } }

function New-Result($File, $Line, $Name, $Result, $Problem) {
    $text = foreach ($record in $Problem | Where-Object { $_ }) { $record.DisplayErrorMessage ?? "$record"; $record.DisplayStackTrace ?? $record.ScriptStackTrace }
    [pscustomobject]@{ File = Split-Path $File -Leaf; Line = $Line; Name = $Name; Result = "$Result"; Error = $text -join "`n" }
}

$ran = @($run.Tests | Where-Object Result -NE NotRun)
$results = @(
    foreach ($test in $ran) { New-Result $test.ScriptBlock.File $test.StartLine $test.ExpandedPath $test.Result $test.ErrorRecord }
    foreach ($block in $run.FailedBlocks) { New-Result $block.ScriptBlock.File $block.StartLine "$($block.ExpandedPath), before or after its tests" Failed $block.ErrorRecord }
    foreach ($container in $run.FailedContainers) { New-Result $container.Item 1 "$(Split-Path $container.Item -Leaf), before its tests" Failed $container.ErrorRecord }

    # Every It that stands in a file is counted, so that none can drop out unseen.
    foreach ($file in $files) {
        $its = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null).FindAll(
            { $args[0] -is [Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq 'It' }, $true)
        $lines = @($ran | Where-Object { $_.ScriptBlock.File -eq $file.FullName }).StartLine
        foreach ($it in $its | Where-Object { $_.Extent.StartLineNumber -notin $lines }) {
            New-Result $file $it.Extent.StartLineNumber "$($file.Name) $($it.CommandElements[1])" NotRun
        }
        if (-not $its) { New-Result $file 1 "$($file.Name) has no It" NotRun }
    }
)

if ($ResultPath) { ConvertTo-Json -InputObject $results | Set-Content $ResultPath }
$bad = @($results | Where-Object Result -NE Passed)
$bad | ForEach-Object { Write-Host "$($_.Result): $($_.Name) ($($_.File):$($_.Line))" }
exit [int] ($bad.Count -gt 0 -or $run.Result -ne 'Passed')
