# What the tests on Windows run, once; each line of output is "mark: value".
param(
    [string] $Module,
    [string] $Url,

    # An empty folder.
    [string] $Folder,

    # Only tries to write to the journal that another process is writing to.
    [string] $LockedJournal
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$connect = @{ EndpointUrl = $Url; Region = 'eu-west-2'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'SECRET'; RateLimit = 0 }

if ($LockedJournal) {
    try {
        'other' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect -JournalPath $LockedJournal
        'not locked'
    }
    catch {
        $_.FullyQualifiedErrorId
    }
    return
}

"system: $([Environment]::OSVersion.Platform) PowerShell $($PSVersionTable.PSVersion)"

$night = (New-Item "$Folder\one night [1]" -ItemType Directory).FullName
"drive: $([IO.Path]::IsPathFullyQualified($night) -and $night.Contains(':\'))"
$rows = 1..40 | ForEach-Object { "i,chat-$_,$(1 + $_),$(10 + $_)" }
[IO.File]::WriteAllText("$night\chats [40].csv", (@('InstanceId,ContactId,CustomerIdle,CustomerDisconnect') + $rows + '') -join "`r`n")
$configs = @(Import-ParticipantRoleConfig -LiteralPath "$night\chats [40].csv")
"imported: $($configs.Count) of which the last is $($configs[-1].ContactId) $($configs[-1].CustomerIdle) $($configs[-1].CustomerDisconnect)"

$journal = "$night\run [1].jsonl"
# The other process has its turn while this run waits for its next row.
$locked = $null
$first = $configs | Select-Object -First 25 | ForEach-Object {
    if ($_.ContactId -eq 'chat-10') { $locked = & ([Environment]::ProcessPath) $PSCommandPath $Module $Url $Folder $journal }
    $_
} | Set-ParticipantRoleConfig @connect -JournalPath $journal -PassThru
"first: $(($first | Group-Object Status | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', ')"
"locked: $locked"

$second = Import-Csv -LiteralPath "$night\chats [40].csv" | Set-ParticipantRoleConfig @connect -JournalPath $journal -Resume -PassThru
"resumed: $(($second | Group-Object Status | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', ')"
"journal: $(@(Get-Content -LiteralPath $journal | ConvertFrom-Json | Where-Object Status -EQ Accepted).Count)"

$report = Export-ParticipantRoleConfigReport -JournalPath $journal -Path "$night\run [1].html" -PassThru
"report: $($report.FullName -eq "$night\run [1].html") $((Get-Content -LiteralPath $report.FullName -Raw) -match '<b>40</b> <span>Accepted</span>')"

Push-Location -LiteralPath $night
try {
    Set-Content -LiteralPath 'here [2].csv' 'InstanceId;ContactId;AgentIdle', 'i;relative;Unset'
    Import-ParticipantRoleConfig -LiteralPath 'here [2].csv' | Set-ParticipantRoleConfig @connect -JournalPath '.\here [2].jsonl'
    "relative: $(Test-Path -LiteralPath "$night\here [2].jsonl")"
}
finally {
    Pop-Location
}

"found: $((Find-ChatContact j @connect).ContactId)"
