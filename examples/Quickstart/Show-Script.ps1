<#
.SYNOPSIS
    Runs a script of this folder a statement at a time in examples/, and shows each before it runs, as if somebody typed it. What is left on the command
    line goes to the script's parameters, in their order.
#>
param([Parameter(Mandatory)] [string] $Name, [Parameter(ValueFromRemainingArguments)] [string[]] $Values)

$ErrorActionPreference = 'Continue'
Set-Location "$PSScriptRoot/.."
$script = [Management.Automation.Language.Parser]::ParseFile("$PSScriptRoot/$Name", [ref] $null, [ref] $null)
$number = 0
foreach ($parameter in $script.ParamBlock.Parameters) { Set-Variable $parameter.Name.VariablePath.UserPath $Values[$number++] }

$text = $script.Extent.Text
$shown = $script.ParamBlock.Extent.EndOffset
foreach ($statement in $script.EndBlock.Statements) {
    $between = $text.Substring($shown, $statement.Extent.StartOffset - $shown) -split '\r?\n'
    foreach ($line in $between | Select-Object -Skip 1 | Select-Object -SkipLast 1) { Write-Host "$($PSStyle.Dim)$line$($PSStyle.Reset)" }
    Write-Host "PS> $($statement.Extent.Text -replace '\r?\n', "`n>> ")"
    $shown = $statement.Extent.EndOffset
    . ([scriptblock]::Create($statement.Extent.Text)) | Out-Default # without a file, so that errors look as at a prompt
}
