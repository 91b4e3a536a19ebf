using System.Collections.Concurrent;
using Amazon.Runtime;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.SdkWorker;

/// <summary>Sends the calls of an order from several workers that share a client, and counts.</summary>
internal sealed class Sender(WorkOrder order) : IDisposable
{
    // The first few say what went wrong.
    private const int MostErrors = 3;

    private readonly UpdateClient _client = new(new UpdateConfig(order.Endpoint, Enum.Parse<RequestRetryMode>(order.RetryMode!)));

    public async Task<WorkReport> SendAsync(WorkOrder work)
    {
        var chats = new ConcurrentQueue<Chat>(Chat.Range(work.First, work.Contacts));
        var failed = new ConcurrentQueue<(int Number, string Error)>();
        var notBegun = new ConcurrentQueue<int>();
        var attempts = _client.Attempts;
        var meter = new Meter();
        await Task.WhenAll(Enumerable.Range(0, work.InFlight!.Value).Select(_ => Task.Run(async () =>
        {
            while (chats.TryDequeue(out var chat))
            {
                if (meter.Read().Seconds > work.MostSeconds)
                {
                    notBegun.Enqueue(chat.Number);
                    continue;
                }

                try
                {
                    await _client.UpdateAsync(chat);
                }
                catch (Exception e) when (e is AmazonServiceException or AmazonClientException) // the service's last word, or the client's own
                {
                    failed.Enqueue((chat.Number, e.Message));
                }
            }
        })));
        var (seconds, cpu) = meter.Read();
        var lost = failed.Count + notBegun.Count;
        return new WorkReport(
            new Dictionary<string, int> { ["Accepted"] = work.Contacts - lost, ["Failed"] = lost },
            _client.Attempts - attempts,
            [.. failed.Select(f => f.Number), .. notBegun],
            [.. failed.Select(f => f.Error).Take(MostErrors)],
            seconds,
            cpu)
        {
            NotBegun = notBegun.Count,
        };
    }

    public void Dispose() => _client.Dispose();
}
