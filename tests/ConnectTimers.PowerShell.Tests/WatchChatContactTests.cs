using System.Collections;
using System.Collections.Concurrent;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Chats from a queue of contact events, through the whole module, against the emulator's queue.</summary>
public sealed class WatchChatContactTests : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly Hosted _hosted = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_chat_is_set_once_and_its_messages_are_deleted_when_the_journal_has_it()
    {
        await using var emulator = await EmulatorAsync(maxReceiveCount: 5, EventFault.Of("duplicate", 1));
        emulator.SetContacts([.. Enumerable.Range(0, 15).Select(i => new EmulatedContact("i-1", $"c-{i}") { QueueId = i < 12 ? "q-1" : "q-2" })]);

        var written = await StopWhenAsync(emulator,
            "Watch-ChatContact -QueueUrl $queueUrl -QueueId q-1 @connect | Set-ParticipantRoleConfig -CustomerIdle { $policy[$_.QueueId] } -JournalPath $folder/run.jsonl @connect",
            queues => queues[0] is { Deleted: 60, Visible: 0, InFlight: 0 }, ("policy", new Hashtable { ["q-1"] = "7" })); // INITIATED and QUEUED, each twice

        Assert.Empty(written.Errors);
        var state = emulator.GetState();
        Assert.Equal(12, state.Counts.Received);
        Assert.Equal(12, state.Contacts.Count(c => c.Stored.GetValueOrDefault("CUSTOMER/IDLE") == 7));
        Assert.Equal(12, File.ReadLines(Path.Combine(_folder.FullName, "run.jsonl")).Count(l => l.Contains("\"Accepted\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)] // more than a run takes at once: some wait in the pipeline
    public async Task Chats_that_were_not_sent_are_given_back_at_once(int chats)
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetContacts([.. Enumerable.Range(0, chats).Select(i => new EmulatedContact("i-1", $"c-{i}") { QueueId = "q-1" })]);

        await StopWhenAsync(emulator, "Watch-ChatContact -QueueUrl $queueUrl @connect | Set-ParticipantRoleConfig -CustomerIdle 5 -RateLimit 0.01 -BurstLimit 2 @paced",
            queues => queues[0].Deleted == chats + 2 && queues[0].InFlight == chats - 2); // INITIATED of each, and what two calls set

        // Long before the time-out of two minutes. Only what a poll takes while it is cut off stays invisible until then: at most 10 messages.
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Queues[0].Visible >= chats - 2 - 10, WaitLimit), emulator.GetState().Queues[0].ToString());
        Assert.Equal(2, emulator.GetState().Counts.Accepted);
    }

    [Fact]
    public async Task A_queue_that_rejects_is_an_error_at_once_while_others_are_watched()
    {
        await using var emulator = await EmulatorAsync();
        var errors = new ConcurrentQueue<string>();

        await StopWhenAsync(emulator, "Watch-ChatContact -QueueUrl ($queueUrl + '-gone'), $queueUrl @connect 2>&1 | ForEach-Object { $errors.Enqueue($_.FullyQualifiedErrorId) }",
            _ => !errors.IsEmpty, ("errors", errors));

        Assert.StartsWith("AWS.SimpleQueueService.NonExistentQueue", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_dropped_further_down_comes_again_and_goes_to_the_dead_letter_queue()
    {
        await using var emulator = await EmulatorAsync(maxReceiveCount: 1);
        emulator.SetContacts(new EmulatedContact("i-1", "kept") { QueueId = "q-1" }, new EmulatedContact("i-1", "dropped") { QueueId = "q-1" });
        emulator.SendMessage("not an event");

        var written = await StopWhenAsync(emulator,
            "Watch-ChatContact -QueueUrl $queueUrl @connect | Where-Object ContactId -eq kept | Set-ParticipantRoleConfig -CustomerIdle 5 @connect",
            queues => queues[0] is { Deleted: 3, DeadLettered: 2 });

        var error = Assert.Single(written.Errors);
        Assert.StartsWith("UnreadableMessage", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("of the queue 'contact-events'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("kept", Assert.Single(emulator.GetState().Contacts, c => c.Stored.Count > 0).ContactId);
    }

    [Fact]
    public async Task A_chat_that_is_no_config_is_settled_as_invalid()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetContacts(new EmulatedContact("i-1", "c-1") { QueueId = "q-1" });

        var written = await StopWhenAsync(emulator, "Watch-ChatContact -QueueUrl $queueUrl @connect | Set-ParticipantRoleConfig -CustomerIdle { '1' } @connect",
            queues => queues[0].Deleted == 2);

        Assert.Single(written.Errors);
        Assert.Equal(0, emulator.GetState().Counts.Received);
    }

    [Fact]
    public async Task The_watch_ends_after_its_time_and_says_what_it_saw()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetContacts(new EmulatedContact("i-1", "c-1") { QueueId = "q-1" });

        var written = _hosted.Run("Watch-ChatContact -QueueUrl $queueUrl -MaxMinutes 0.2 -ReportMinutes 0.05 @connect -Verbose", Variables(emulator));

        Assert.Equal(["c-1"], written.Values("ContactId"));
        Assert.Empty(written.Errors);
        Assert.InRange(written.Information.Count, 2, 10);
        Assert.Contains(" s: 1 chat, ", written.Information[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains($"Endpoint: {emulator.Endpoint.GetLeftPart(UriPartial.Authority)} (-EndpointUrl)", Assert.Single(written.Verbose).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetQueueAttributes:denied", "sqs:GetQueueAttributes")]
    [InlineData("ReceiveMessage:denied", "sqs:ReceiveMessage")]
    [InlineData("DeleteMessageBatch:denied", "sqs:DeleteMessage")]
    public async Task An_action_that_is_not_allowed_is_one_error_that_names_it(string fault, string action)
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetFaults(FaultRule.Of(fault, 1));
        emulator.SetContacts(new EmulatedContact("i-1", "c-1"));

        var written = _hosted.Run("Watch-ChatContact -QueueUrl $queueUrl @connect", Variables(emulator));

        var error = Assert.Single(written.Errors);
        Assert.StartsWith("AccessDenied", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(action + " ", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contact-events", "InvalidQueueUrl")]
    [InlineData("http://127.0.0.1:1/000000000000/none -EndpointUrl http://sqs.example.com", "InsecureEndpointUrl")]
    public void A_queue_that_cannot_be_addressed_is_one_terminating_error(string queue, string errorId)
    {
        var written = _hosted.Run($"Watch-ChatContact -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey SECRET -QueueUrl {queue}");

        Assert.StartsWith(errorId, Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_away_is_a_warning_and_the_watch_carries_on()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetFaults(FaultRule.Of("ReceiveMessage:503", 1));
        emulator.SetContacts(new EmulatedContact("i-1", "c-1") { QueueId = "q-1" });
        var back = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => emulator.GetRequests().Count(r => r.Fault == "503") >= 2, WaitLimit);
            emulator.SetFaults();
        });

        var written = await StopWhenAsync(emulator, "Watch-ChatContact -QueueUrl $queueUrl @connect | Set-ParticipantRoleConfig -CustomerIdle 5 @connect",
            queues => queues[0].Deleted == 2);

        await back;
        Assert.Contains("queue 'contact-events'", Assert.Single(written.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(1, emulator.GetState().Counts.Accepted);
    }

    private static Task<ConnectEmulator> EmulatorAsync(int maxReceiveCount = 5, params EventFault[] faults) => ConnectEmulator.StartAsync(new EmulatorOptions
    {
        RateLimit = 0,
        Queue = new QueueOptions { EventDelay = TimeSpan.Zero, VisibilityTimeout = TimeSpan.FromSeconds(maxReceiveCount == 1 ? 10 : 120), MaxReceiveCount = maxReceiveCount, Faults = faults },
    });

    // Runs a script until the queues are as wanted, and stops it as Ctrl+C does.
    private async Task<Written> StopWhenAsync(ConnectEmulator emulator, string script, Func<IReadOnlyList<QueueSnapshot>, bool> isDone, params (string, object?)[] variables)
    {
        using var shell = _hosted.Prepare(script, [.. Variables(emulator), .. variables]);
        var written = new Written(shell);
        var running = shell.BeginInvoke();
        var isAsWanted = SpinWait.SpinUntil(() => running.IsCompleted || isDone(emulator.GetState().Queues), WaitLimit);
        Assert.True(isAsWanted && !running.IsCompleted, $"{emulator.GetState().Queues[0]} {string.Join('\n', written.Errors)}");
        await shell.StopAsync(null, null);
        return written;
    }

    private (string, object?)[] Variables(ConnectEmulator emulator)
    {
        var connect = Hosted.Connect(emulator);
        var paced = (Hashtable)((Hashtable)connect.Value!).Clone();
        paced.Remove("RateLimit");
        return [connect, ("paced", paced), ("queueUrl", emulator.QueueUrl!.ToString()), ("folder", _folder.FullName)];
    }
}
