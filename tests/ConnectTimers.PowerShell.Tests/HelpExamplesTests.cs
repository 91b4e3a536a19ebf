using System.Xml.Linq;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Runs every example of the help unchanged against the emulator.</summary>
public sealed class HelpExamplesTests : IDisposable
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    // Invoke-Item would open a browser.
    private const string Prelude = """
        function Invoke-Item { }
        Set-Location -LiteralPath $folder
        foreach ($cmdlet in 'Set-ParticipantRoleConfig', 'Find-ChatContact', 'Get-ChatContact', 'Undo-ParticipantRoleConfig', 'Watch-ChatContact') {
            $PSDefaultParameterValues["${cmdlet}:EndpointUrl"] = $url
            $PSDefaultParameterValues["${cmdlet}:ProfileLocation"] = "$folder/profiles"
        }
        $PSDefaultParameterValues['Find-ChatContact:RateLimit'] = 0
        $PSDefaultParameterValues['Watch-ChatContact:MaxMinutes'] = 0.01
        $PSDefaultParameterValues['Set-ParticipantRoleConfig:Confirm'] = $false
        $contact = 'c-1'; $queue = 'q-1'; $queueUrl = "$url/000000000000/contact-events"

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    public static TheoryData<string, string> Examples
    {
        get
        {
            var help = XDocument.Load(Path.Combine(Surroundings.Module, "en-US", "ConnectTimers.PowerShell.dll-Help.xml"));
            var examples = new TheoryData<string, string>();
            foreach (var cmdlet in help.Root!.Elements(Command + "command"))
            {
                foreach (var example in cmdlet.Descendants(Command + "example"))
                {
                    examples.Add(cmdlet.Element(Command + "details")!.Element(Command + "name")!.Value, example.Element(Dev + "code")!.Value);
                }
            }

            return examples;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_runs(string cmdlet, string code)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Queue = new QueueOptions() });
        emulator.SetContacts(new EmulatedContact("i-1", "c-1") { QueueId = "q-1" }, new EmulatedContact("i-1", "c-8"));
        Write("profiles", "[ops]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = SECRET\nregion = eu-west-2\n");
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle,CustomerDisconnect,AgentIdle,AgentDisconnect,Queue\ni-1,c-1,5,10,,,Billing\ni-1,c-2,7,,Unset,,Sales\n");
        Write("contacts.txt", "c-1\nc-2\n");
        const string Journal = """
            {"Time":"2026-03-01T12:00:00.000Z","Status":"Accepted","Region":"eu-west-2","InstanceId":"i-1","ContactId":"c-8","CustomerIdle":5,"Attempts":1,"SentAt":"2026-03-01T12:00:00.000Z","LatencyMs":87}
            {"Time":"2026-03-01T12:00:01.000Z","Status":"Failed","Region":"eu-west-2","InstanceId":"i-1","ContactId":"c-9","CustomerIdle":5,"ErrorId":"ResourceNotFoundException","Attempts":1,"SentAt":"2026-03-01T12:00:01.000Z","LatencyMs":87}

            """;
        Write("night-1.jsonl", Journal);
        if (cmdlet is "Export-ParticipantRoleConfigReport" or "Get-ParticipantRoleConfigJournal" or "Undo-ParticipantRoleConfig" || code.Contains("Get-Content run.jsonl", StringComparison.Ordinal))
        {
            Write("run.jsonl", Journal);
        }

        // Tables that are no configs are there only for who names them: another example takes every CSV of the folder.
        foreach (var (name, text) in new (string, string)[]
        {
            ("long.csv", "ContactId,ParticipantRole,TimerType,Minutes\nc-1,CUSTOMER,IDLE,5\nc-1,AGENT,IDLE,Unset\n"),
            ("contacts.csv", "InstanceId,ContactId\ni-1,c-1\n"),
            ("odd.csv", "Chat,Mins\nc-1,5\n"),
            ("outcomes.csv", "Status,InstanceId,ContactId,Attempts\nAccepted,i-1,c-1,1\n"),
        }.Where(file => code.Contains(file.Item1, StringComparison.Ordinal)))
        {
            Write(name, text);
        }

        Write("update.json", """{"InstanceId":"i-1","ContactId":"c-1","ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"CUSTOMER","TimerType":"IDLE","TimerValue":{"ParticipantTimerDurationInMinutes":5}}]}}}""");
        Write("events.jsonl", SampleEvents.EventBridge().ReplaceLineEndings(""));
        using var hosted = new Hosted();
        var url = emulator.Endpoint.GetLeftPart(UriPartial.Authority);
        Assert.Empty(hosted.Run(Prelude + "$instance = 'i-1'", ("folder", _folder.FullName), ("url", url)).Errors);

        var written = hosted.Run(code);

        Assert.Null(written.Terminating);
        Assert.Empty(written.Errors);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
