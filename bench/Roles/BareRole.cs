using System.Text;
using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Roles;

/// <summary>The same calls from a bare loop over HttpClient, unsigned: what the machine can do at all.</summary>
internal static class BareRole
{
    public const string Name = "bare";

    public static async Task<int> RunAsync(string order)
    {
        var go = Parent.Listen(() => Environment.Exit(1));
        var work = Wire.Read<WorkOrder>(order);
        using var http = new HttpClient { BaseAddress = work.Endpoint };
        foreach (var round in work.WarmUp())
        {
            await SendAsync(http, round);
        }

        Parent.Say(Worker.Ready, new WorkerVersions(null, null));
        await go;
        Parent.Say(Worker.Done, await SendAsync(http, work));
        return 0;
    }

    private static async Task<WorkReport> SendAsync(HttpClient http, WorkOrder order)
    {
        var chats = Chat.Range(order.First, order.Contacts).ToList();
        var next = -1;
        var refused = 0;
        var meter = new Meter();
        await Task.WhenAll(Enumerable.Range(0, order.InFlight!.Value).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < chats.Count; i = Interlocked.Increment(ref next))
            {
                using var request = Request(chats[i]);
                using var response = await http.SendAsync(request);
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })));
        var (seconds, cpu) = meter.Read();
        var outcomes = new Dictionary<string, int> { ["Accepted"] = chats.Count - refused, ["Failed"] = refused };
        return new WorkReport(outcomes, chats.Count, [], [], seconds, cpu);
    }

    // The module's own bytes; the bench compares how many arrive.
    private static HttpRequestMessage Request(Chat chat)
    {
        string[] timers = [Timer("IDLE", chat.CustomerIdle), Timer("DISCONNECT_NONCUSTOMER", chat.CustomerDisconnect)];
        var body = "{\"ChannelConfiguration\":{\"Chat\":{\"ParticipantTimerConfigList\":[" + string.Join(',', timers) + "]}}}";
        return new HttpRequestMessage(HttpMethod.Put, $"/contact/participant-role-config/{Chat.InstanceId}/{chat.ContactId}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
    }

    private static string Timer(string type, int minutes) =>
        $$$"""{"ParticipantRole":"CUSTOMER","TimerType":"{{{type}}}","TimerValue":{"ParticipantTimerDurationInMinutes":{{{minutes}}}""" + "}}";
}
