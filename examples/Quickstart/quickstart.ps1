param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $EndpointUrl,
    [Parameter(Mandatory)] [string] $AccessKey,
    [Parameter(Mandatory)] [string] $SecretKey,
    [Parameter(Mandatory)] [string] $JournalPath,
    [Parameter(Mandatory)] [string] $OutcomesPath,
    [Parameter(Mandatory)] [string] $LiveUrl
)

# The module, as it ships.
Import-Module $ModulePath

# Where the calls go: the emulator that this quick start has begun. On your own account this line is
#   $connect = @{ ProfileName = 'ops'; Region = 'eu-west-2' }
$connect = @{ EndpointUrl = $EndpointUrl; Region = 'eu-west-2'; AccessKey = $AccessKey; SecretKey = $SecretKey }
$instance = '8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90'
$InformationPreference = 'Continue'

# One chat at the prompt. First only what would happen: -WhatIf needs neither credentials nor a network.
$chat = '11111111-1111-4111-8111-111111111111'
Set-ParticipantRoleConfig -InstanceId $instance -ContactId $chat -CustomerIdle 5 -CustomerDisconnect 10 -WhatIf
$outcomes = @(Set-ParticipantRoleConfig -InstanceId $instance -ContactId $chat -CustomerIdle 5 -CustomerDisconnect 10 @connect -PassThru)

# The same out of timers, composed in the pipeline; an agent's idle timer is taken away.
$timers = @(
    New-ParticipantTimer Customer Idle 5
    New-ParticipantTimer Agent Idle -Unset
)
$timers
$outcomes += $timers | Set-ParticipantRoleConfig -InstanceId $instance -ContactId $chat @connect -PassThru

# A file, a row a chat. Some of its rows are wrong on purpose: 1 minute, 481, a word, half a minute, an unknown contact, a blank row.
# Nothing is sent for those; every other chat goes through, at 4 calls a second after a burst of 6. The journal keeps what became of each.
$outcomes += Import-Csv data/chats.csv | Set-ParticipantRoleConfig @connect -PassThru -JournalPath $JournalPath

# The same file again, as after a night that was cut short: -Resume sends what the journal does not have as accepted.
$again = Import-Csv data/chats.csv | Set-ParticipantRoleConfig @connect -PassThru -JournalPath $JournalPath -Resume -ErrorAction SilentlyContinue

# What became of each of them.
$outcomes

# A page to look at in a browser: how many, how fast, what failed and why, and every contact.
(Export-ParticipantRoleConfigReport "$([IO.Path]::ChangeExtension($JournalPath, '.html'))" -JournalPath $JournalPath -PassThru).FullName

# What the module says that it did, to be compared with what the emulator has.
$outcomes + $again | ConvertTo-Json | Set-Content $OutcomesPath

# Last, chats that come and go. A second emulator has two new chats a second, each of which gets an agent after ten seconds on average,
# and sends their events to an SQS queue, as EventBridge does. For thirty seconds each chat gets its timers as soon as it waits.
$live = @{ Region = 'eu-west-2'; AccessKey = $AccessKey; SecretKey = $SecretKey }
$null = Invoke-RestMethod -NoProxy -Method Post "$LiveUrl/_emulator/reset" # the chats arrive from now on
Watch-ChatContact -QueueUrl "$LiveUrl/000000000000/contact-events" -MaxMinutes 0.5 @live |
    Set-ParticipantRoleConfig -CustomerIdle 5 -CustomerDisconnect 10 -EndpointUrl $LiveUrl @live
