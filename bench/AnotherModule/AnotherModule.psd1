# A module as small as one can be that has what ConnectTimers has: a manifest, cmdlets from an assembly, formats. Lies beside the bench's program.
@{
    RootModule           = '../ConnectTimers.Bench.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '2f8d7a5e-6f0b-4d7c-9a61-1d4f7c0b8e35'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('AnotherModule.Format.ps1xml')
    CmdletsToExport      = @('Write-BenchObject')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
