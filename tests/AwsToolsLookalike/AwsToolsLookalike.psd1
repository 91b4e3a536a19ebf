@{
    RootModule           = 'ConnectTimers.AwsToolsLookalike.dll'
    # As AWS.Tools.Common has it: PowerShell loads these into the default load context, before the root module.
    RequiredAssemblies   = @('AWSSDK.Core.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '0c4c5a0e-7d0b-4a59-8f0e-5b7f6f5c2d11'
    Author               = 'The ConnectTimers authors'
    Description          = 'Brings another AWSSDK.Core into the session, as AWS.Tools does. For tests.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @('Get-LookalikeCore', 'Get-LookalikeCredential', 'Invoke-LookalikeCall')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
