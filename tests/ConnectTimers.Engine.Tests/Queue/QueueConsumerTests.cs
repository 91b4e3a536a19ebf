using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Queue;

public sealed class QueueConsumerTests
{
    private static readonly Problem Away = new("EndpointUnreachable", ProblemCategory.ConnectionError, "gone", "wait");

    [Fact]
    public void A_message_is_deleted_when_its_chat_is_settled_and_stays_invisible_until_then()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(300);
            Assert.Equal(("c-1", "i-1", "eu-west-2", "q-1"), (watched.Found[0].ContactId, watched.Found[0].InstanceId, watched.Found[0].Region, watched.Found[0].QueueId));
            Assert.Equal((1, 0, 0), (queue.Deliveries, queue.Visible, queue.Deleted.Count));
            Assert.InRange(queue.Extensions, 9, 31); // each 10 to 20 s
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Accepted);
            await watched.WaitAsync(1);
            Assert.Equal((1, 0), (queue.Deleted.Count, queue.Count));
        });
    }

    [Theory]
    [InlineData(OutcomeStatus.Failed, true)]
    [InlineData(OutcomeStatus.Skipped, true)]
    [InlineData(OutcomeStatus.Invalid, true)]
    [InlineData(OutcomeStatus.Declined, true)]
    [InlineData(OutcomeStatus.Cancelled, false)]
    [InlineData(OutcomeStatus.WhatIf, false)]
    public void Only_a_final_outcome_deletes_the_message_and_a_cancelled_chat_comes_again(OutcomeStatus status, bool isDeleted)
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            watched.Pass = _ => { };
            WatchedQueue.Settle(watched.Found[0], status);
            await watched.WaitAsync(1);
            Assert.Equal(isDeleted, queue.Deleted.Count == 1);
            Assert.Equal(1, queue.Deliveries);
            await watched.WaitAsync(40);
            Assert.Equal(isDeleted ? 1 : 2, Math.Min(2, queue.Deliveries));
        });
    }

    [Fact]
    public void A_chat_that_nothing_takes_comes_again_and_goes_to_the_dead_letter_queue()
    {
        Run(async (world, queue, watched) =>
        {
            watched.Pass = _ => { };
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(200);
            Assert.Equal(5, watched.Found.Count);
            Assert.Single(queue.DeadLetters);
            Assert.Equal(0, queue.Extensions);
        });
    }

    [Fact]
    public void Messages_that_come_twice_early_or_late_are_settled_once()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(60);
            Assert.Single(watched.Found);
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Accepted);
            await watched.WaitAsync(1);
            Assert.Equal(2, queue.Deleted.Count);
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            Assert.Single(watched.Found);
            Assert.Equal(3, queue.Deleted.Count);
        });
    }

    [Theory]
    [InlineData("CONNECTED_TO_AGENT", "AgentJoined")]
    [InlineData("DISCONNECTED", "Ended")]
    public void An_agent_or_the_end_withdraws_a_chat_that_waits_whatever_the_order(string type, string reason)
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            var receipt = watched.Found[0].GetReceipt()!;
            Assert.Null(receipt.Withdrawal);
            queue.Send(Event(type, "c-1"));
            await watched.WaitAsync(1);
            Assert.Equal((reason, OutcomeStatus.Skipped), (receipt.Withdrawal?.Problem.ErrorId, receipt.Withdrawal?.Status));
            Assert.True(receipt.Withdrawn.IsCancellationRequested);
            Assert.Equal(Event(type, "c-1"), Assert.Single(queue.Deleted));

            // The later event first.
            queue.Send(Event(type, "c-2"));
            queue.Send(Event("QUEUED", "c-2"));
            await watched.WaitAsync(1);
            Assert.Single(watched.Found);
            Assert.Equal(3, queue.Deleted.Count);
        });
    }

    [Fact]
    public void A_chat_that_waits_again_after_an_agent_has_left_is_returned_again()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("CONNECTED_TO_AGENT", "c-1"));
            queue.Send(Event("QUEUED", "c-1", enqueued: "2026-03-01T12:30:00Z"));
            await watched.WaitAsync(1);
            Assert.Single(watched.Found);
        });
    }

    [Fact]
    public void What_a_poll_has_on_its_way_when_the_watch_stops_is_known_and_is_given_back()
    {
        var world = new Simulation();
        var queue = new SimulatedQueue(world) { Transit = TimeSpan.FromMilliseconds(200) };
        world.Run(async () =>
        {
            using var watched = new WatchedQueue(world, queue) { Pass = _ => { } };
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(0.1);
            Assert.Equal((1, 0), (queue.Deliveries, watched.Found.Count));
            await watched.StopAsync();
            Assert.Single(watched.Found);
            return 0;
        });
    }

    [Fact]
    public void What_is_given_back_when_the_watch_stops_does_not_come_to_its_last_poll()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            watched.Chats.IsStopping = true;
            var stopping = watched.StopAsync();
            await watched.WaitAsync(0.05);
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Cancelled);
            await stopping;
            Assert.Equal((1, 1), (queue.Deliveries, queue.Visible));
        });
    }

    [Fact]
    public void A_poll_that_has_nothing_is_cut_off_when_the_watch_stops()
    {
        var world = new Simulation();
        world.Run(async () =>
        {
            using var watched = new WatchedQueue(world, new SimulatedQueue(world));
            await watched.WaitAsync(1);
            await watched.StopAsync();
            Assert.InRange(world.Seconds, 1, 1.5);
            return 0;
        });
    }

    [Theory]
    [InlineData(3, 4, 1)]
    [InlineData(5, 6, 2)] // given up, and deleted when it comes again
    public void Entries_that_could_not_be_deleted_are_tried_again_with_pauses(int failed, int requests, int deliveries)
    {
        Run(async (world, queue, watched) =>
        {
            queue.FailedDeletions = failed;
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Accepted);
            await watched.WaitAsync(120);
            Assert.Equal((requests, deliveries, 0), (queue.Deletions, queue.Deliveries, queue.Count));
            Assert.Single(watched.Found);
        });
    }

    [Fact]
    public void What_the_watch_leaves_out_is_deleted_and_what_is_unknown_is_passed_by()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("INITIATED", "c-1"));
            queue.Send(Event("QUEUED", "c-2", queueId: "q-2"));
            queue.Send(Event("QUEUED", "c-3", channel: "VOICE"));
            queue.Send(Event("A_NEW_TYPE", "c-4"));
            queue.Send(Event("QUEUED", "c-5"));
            await watched.WaitAsync(1);
            Assert.Equal("c-5", Assert.Single(watched.Found).ContactId);
            Assert.Equal(4, queue.Deleted.Count);
        }, new QueueQuery(["q"]) { QueueIds = ["q-1"] });
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_one_error_that_names_it_and_goes_to_the_dead_letter_queue()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send("{\"detail-type\":\"Amazon Connect Contact Event\",\"detail\":{\"eventType\":\"QUEUED\"}}");
            queue.Send("hello");
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(200);
            Assert.Equal(2, watched.Unreadable.Count);
            Assert.All(watched.Unreadable, p => Assert.Contains("of the queue 'events'", p.Message, StringComparison.Ordinal));
            Assert.Equal(["Message '0'", "Message '1'"], watched.Unreadable.Select(p => p.Message[..11]));
            Assert.Equal(2, queue.DeadLetters.Count);
            Assert.Single(watched.Found);
        });
    }

    [Fact]
    public void An_outage_is_reported_once_and_nothing_is_lost()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(1);
            queue.Fails = _ => new Answer(AnswerKind.Transient, null, Away);
            queue.Send(Event("QUEUED", "c-2"));
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Accepted);
            await watched.WaitAsync(3600);
            Assert.All(watched.Delays, p => Assert.Equal("queue 'events': gone", p.Message));
            var reported = watched.Delays.Count;
            Assert.InRange(reported, 1, 2); // the poll that was under way succeeds in between
            queue.Fails = _ => null;
            await watched.WaitAsync(60);
            Assert.Equal("c-2", watched.Found[^1].ContactId);
            Assert.Contains(Event("QUEUED", "c-1"), queue.Deleted);
            queue.Fails = _ => new Answer(AnswerKind.Transient, null, Away);
            await watched.WaitAsync(60);
            Assert.InRange(watched.Delays.Count, reported + 1, reported + 2); // a second outage is reported again
            Assert.Empty(watched.Failures);
        });
    }

    [Fact]
    public void A_limit_for_stalls_ends_the_watch()
    {
        Run(async (world, queue, watched) =>
        {
            queue.Fails = _ => new Answer(AnswerKind.Transient, null, Away);
            await watched.WaitAsync(50);
            Assert.Empty(watched.Failures);
            await watched.WaitAsync(50);
            Assert.Single(watched.Failures);
        }, settings: new ConnectionSettings { MaxStall = TimeSpan.FromMinutes(1) });
    }

    [Theory]
    [InlineData("GetQueueAttributes")]
    [InlineData("ReceiveMessage")]
    [InlineData("DeleteMessage")]
    public void A_rejected_request_is_one_failure(string denied)
    {
        Run(async (world, queue, watched) =>
        {
            queue.Fails = name => name == denied ? new Answer(AnswerKind.Rejected, "r", new Problem("AccessDenied", ProblemCategory.PermissionDenied, "no", "Allow it.")) : null;
            queue.Send(Event("INITIATED", "c-1"));
            queue.Send(Event("QUEUED", "c-1"));
            await watched.WaitAsync(100);
            Assert.Equal("queue 'events': no", Assert.Single(watched.Failures).Message);
            var deliveries = queue.Deliveries;
            queue.Send(Event("QUEUED", "c-2"));
            await watched.WaitAsync(100);
            Assert.Equal(deliveries, queue.Deliveries);
        });
    }

    [Fact]
    public void Later_events_tell_whether_timers_were_in_force()
    {
        Run(async (world, queue, watched) =>
        {
            foreach (var contact in (string[])["c-1", "c-2", "c-3"])
            {
                queue.Send(Event("QUEUED", contact));
            }

            await watched.WaitAsync(1);
            var joined = new DateTime(2026, 3, 1, 12, 10, 0, DateTimeKind.Utc); // as the event below says
            WatchedQueue.Settle(watched.Found[0], OutcomeStatus.Accepted, joined.AddSeconds(-21.1));
            WatchedQueue.Settle(watched.Found[1], OutcomeStatus.Accepted, joined.AddSeconds(1));
            WatchedQueue.Settle(watched.Found[2], OutcomeStatus.Failed);
            foreach (var contact in (string[])["c-1", "c-1", "c-2", "c-3", "c-4"])
            {
                queue.Send(Event("CONNECTED_TO_AGENT", contact));
            }

            await watched.WaitAsync(1);
            var counts = watched.Chats.Statistics.Read();
            Assert.Equal((1, 2), (counts.InForce, counts.Late));
            Assert.Equal(21, counts.MedianLeadSeconds!.Value, 3);
        });
    }

    // Returns the event as EventBridge sends it.
    private static string Event(string type, string contact, string queueId = "q-1", string channel = "CHAT", string enqueued = "2026-03-01T12:00:01Z") => $$$"""
        {"version":"0","id":"e-1","detail-type":"Amazon Connect Contact Event","source":"aws.connect","account":"111122223333","time":"2026-03-01T12:10:00Z","region":"eu-west-2",
         "resources":[],"detail":{"eventType":"{{{type}}}","contactId":"{{{contact}}}","channel":"{{{channel}}}","instanceArn":"arn:aws:connect:eu-west-2:111122223333:instance/i-1",
         "queueInfo":{"queueArn":"arn:aws:connect:eu-west-2:111122223333:instance/i-1/queue/{{{queueId}}}","enqueueTimestamp":"{{{enqueued}}}"} } }
        """;

    private static void Run(Func<Simulation, SimulatedQueue, WatchedQueue, Task> test, QueueQuery? query = null, ConnectionSettings? settings = null)
    {
        var world = new Simulation();
        world.Run(async () =>
        {
            var queue = new SimulatedQueue(world);
            using var watched = new WatchedQueue(world, queue, query, settings);
            await test(world, queue, watched);
            queue.Fails = _ => null;
            await watched.StopAsync();
            return true;
        });
    }
}
