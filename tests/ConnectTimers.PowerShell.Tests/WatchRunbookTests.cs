using System.Text.Json;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The worker of examples/runbooks in processes of its own: signals, exit codes, kills, and its template.</summary>
public sealed class WatchRunbookTests : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(90);

    // Fifty with CONNECTTIMERS_LONG=1.
    private static readonly int Kills = LongTests.Size(usual: 2, whenLong: 50);

    private static readonly string Runbooks = Path.Combine(Surroundings.Built("RepositoryRoot"), "examples", "runbooks");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task SIGTERM_gives_back_what_was_not_sent_and_ends_with_0()
    {
        await using var emulator = await EmulatorAsync(rateLimit: 5, visibility: 600);
        emulator.SetContacts([.. Enumerable.Range(0, 200).Select(i => new EmulatedContact("i-1", $"c-{i}") { QueueId = "q-1" })]);
        using var worker = Start(emulator, "chats.jsonl", "-HealthPath", "health", "-ReportMinutes", "0.02");
        SpinWait.SpinUntil(() => worker.HasExited || (emulator.GetState().Counts.Accepted >= 5 && File.Exists(Path.Combine(_folder.FullName, "health"))), WaitLimit);

        worker.Terminate();
        var ended = await worker.WaitAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("script=Watch-ChatTimers exit=0 chats=", ended.Output, StringComparison.Ordinal);
        var state = emulator.GetState();
        Assert.InRange(state.Counts.Accepted, 5, 199);
        Assert.True(state.Queues[0] is { InFlight: <= 10 }, state.Queues[0].ToString()); // given back long before the time-out of ten minutes, except what a poll took while it was cut off
        Assert.Equal(400, state.Queues[0].Visible + state.Queues[0].InFlight + state.Queues[0].Deleted); // INITIATED and QUEUED of each chat
        Assert.Equal(state.Counts.Accepted, File.ReadLines(Path.Combine(_folder.FullName, "chats.jsonl")).Count(l => l.Contains("\"Accepted\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_ends_the_worker_with_1()
    {
        await using var emulator = await EmulatorAsync();

        var ended = await StartOn(emulator, emulator.QueueUrl + "-2", "chats.jsonl").WaitAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("There is no such queue.", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_chat_is_set_although_workers_are_killed_and_repeats_are_no_more_than_were_in_flight()
    {
        const int MostInFlight = 16;
        await using var emulator = await EmulatorAsync(rateLimit: 0, visibility: 10);
        var dice = new Random(7);
        using var steady = Start(emulator, "steady.jsonl");
        var chats = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = Start(emulator, $"victim-{kill}.jsonl");
            var journal = Path.Combine(_folder.FullName, $"victim-{kill}.jsonl");
            while (!File.Exists(journal) && !victim.HasExited)
            {
                Arrive(10); // until it gets some of them
                SpinWait.SpinUntil(() => File.Exists(journal) || emulator.GetState().Queues[0] is { Visible: 0, InFlight: 0 }, WaitLimit);
            }

            var accepted = emulator.GetState().Counts.Accepted + dice.Next(1, 40);
            Arrive(40);
            SpinWait.SpinUntil(() => emulator.GetState().Counts.Accepted >= accepted, WaitLimit);
            victim.Kill();
            Assert.Equal(137, (await victim.WaitAsync()).ExitCode);
        }

        void Arrive(int count)
        {
            emulator.SetContacts([.. Enumerable.Range(chats, count).Select(i => new EmulatedContact("i-1", $"c-{i}") { QueueId = "q-1" })]);
            chats += count;
        }

        SpinWait.SpinUntil(() => emulator.GetState().Queues[0] is { Visible: 0, InFlight: 0 }, WaitLimit);
        steady.Terminate();
        Assert.Equal(0, (await steady.WaitAsync()).ExitCode);

        var state = emulator.GetState();
        Assert.Equal(chats, state.Contacts.Count(c => c.Stored.GetValueOrDefault("CUSTOMER/IDLE") == 5));
        Assert.InRange(state.Counts.Received - chats, 0, Kills * MostInFlight);
        Assert.Equal(0, state.Queues[0].DeadLettered);
    }

    [Fact]
    public void The_template_has_the_queues_the_rule_and_the_permissions_that_the_worker_needs()
    {
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(Runbooks, "Watch-ChatTimers.template.json")));
        var resources = template.RootElement.GetProperty("Resources").EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
        var properties = resources.ToDictionary(r => r.Key, r => r.Value.GetProperty("Properties"));

        Assert.Equal(
            ["AWS::Events::Rule", "AWS::IAM::ManagedPolicy", "AWS::SQS::Queue", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy"],
            resources.Values.Select(r => r.GetProperty("Type").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains("has not been run against AWS", template.RootElement.GetProperty("Description").GetString(), StringComparison.Ordinal);

        var pattern = properties["ContactEventRule"].GetProperty("EventPattern");
        Assert.Equal("""{"eventType":["QUEUED","CONNECTED_TO_AGENT","DISCONNECTED"],"channel":["CHAT"]}""", Compact(pattern.GetProperty("detail")));
        Assert.Equal("""["aws.connect"]""", Compact(pattern.GetProperty("source")));
        Assert.Equal("""["Amazon Connect Contact Event"]""", Compact(pattern.GetProperty("detail-type")));
        Assert.Contains("DeadLetters", Compact(properties["ContactEventRule"].GetProperty("Targets")[0].GetProperty("DeadLetterConfig")), StringComparison.Ordinal);
        Assert.Contains("DeadLetters", Compact(properties["ContactEvents"].GetProperty("RedrivePolicy")), StringComparison.Ordinal);

        var statements = properties["WorkerPolicy"].GetProperty("PolicyDocument").GetProperty("Statement").EnumerateArray().ToList();
        Assert.Equal("""["sqs:ReceiveMessage","sqs:DeleteMessage","sqs:ChangeMessageVisibility","sqs:GetQueueAttributes"]""", Compact(statements[0].GetProperty("Action")));
        Assert.Equal("\"connect:UpdateParticipantRoleConfig\"", Compact(statements[1].GetProperty("Action")));
        Assert.Contains("/contact/*", Compact(statements[1].GetProperty("Resource")), StringComparison.Ordinal);

        // Every name that is referred to is defined.
        var names = resources.Keys.Append("InstanceArn").ToHashSet();
        Assert.All(References(template.RootElement), name => Assert.Contains(name, names));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name switch
        {
            "Ref" => [member.Value.GetString()!],
            "Fn::GetAtt" => [member.Value[0].GetString()!],
            _ => References(member.Value),
        }),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private static Task<ConnectEmulator> EmulatorAsync(double rateLimit = 0, int visibility = 30) => ConnectEmulator.StartAsync(new EmulatorOptions
    {
        RateLimit = rateLimit,
        Queue = new QueueOptions { EventDelay = TimeSpan.Zero, VisibilityTimeout = TimeSpan.FromSeconds(visibility), MaxReceiveCount = 100 },
    });

    private PwshProcess Start(ConnectEmulator emulator, string journal, params string[] more) => StartOn(emulator, emulator.QueueUrl!.ToString(), journal, more);

    private PwshProcess StartOn(ConnectEmulator emulator, string queueUrl, string journal, params string[] more) => PwshProcess.Start(
        ["-File", Path.Combine(Runbooks, "Watch-ChatTimers.ps1"), queueUrl, journal, "-CustomerIdle", "5", "-Region", "eu-west-2", "-EndpointUrl", emulator.Endpoint.GetLeftPart(UriPartial.Authority), .. more],
        new PwshOptions
        {
            WorkingDirectory = _folder.FullName,
            Environment = new Dictionary<string, string?>
            {
                ["PSModulePath"] = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Surroundings.Module)),
                ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "SECRET",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        });
}
