@{
    RootModule           = 'ConnectTimers.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6b0f1c52-5d0e-4f57-9a35-8f0d2c7c9e41'
    Author               = 'The ConnectTimers authors'
    CompanyName          = 'The ConnectTimers authors'
    Copyright            = 'Copyright (c) 2026 The ConnectTimers authors. MIT License.'
    Description          = 'Sets the idle and auto-disconnect timers of Amazon Connect chats: checked before anything is sent, paced to the account''s quota, every contact accounted for.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ConnectTimers.Format.ps1xml')
    TypesToProcess       = @('ConnectTimers.Types.ps1xml')
    CmdletsToExport      = @(
        'Export-ParticipantRoleConfigReport'
        'Find-ChatContact'
        'Get-ChatContact'
        'Get-ParticipantRoleConfigJournal'
        'Import-ParticipantRoleConfig'
        'New-ParticipantTimer'
        'Set-ParticipantRoleConfig'
        'Test-ParticipantRoleConfig'
        'Undo-ParticipantRoleConfig'
        'Watch-ChatContact'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('AWS', 'AmazonConnect', 'ContactCenter', 'Chat', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = '0.1.0: the first version.'
        }
    }
}
