using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Random answers over real sockets: 2,000 of them, or 100,000 with CONNECTTIMERS_LONG=1.</summary>
[Collection(nameof(OneAtATime))]
public class AnswerStormTests
{
    private static readonly int Answers = LongTests.Size(usual: 2_000, whenLong: 100_000);

    [Fact]
    public void Only_chats_that_the_service_accepted_are_accepted_and_each_has_one_outcome()
    {
        var dice = new AnyAnswers(7);
        using var server = new RawServer(dice.ServeAsync);
        var engine = new TimerEngine(new FastClock(1000), new ConnectionFactory(TimeProvider.System).OpenAsync, seed: 7);
        using var awake = new AutoResetEvent(false);
        using var run = engine.Start(
            new RunSettings
            {
                Wake = () => awake.Set(),
                EndpointUrl = server.Endpoint.ToString(),
                AccessKey = "AKIDEXAMPLE",
                SecretKey = "SECRET",
                RateLimit = 0,
                MaxAttempts = 3,
                MaxStall = TimeSpan.FromDays(365),
                AttemptTimeout = TimeSpan.FromHours(8), // half a real minute
            },
            CancellationToken.None);

        var outcomes = new Dictionary<string, ParticipantRoleOutcome>();
        var contacts = 0;
        while (dice.Count < Answers && run.Fault is null)
        {
            var config = new ParticipantRoleConfig(new ChatContact("i-1", $"c-{contacts}", "eu-west-2"), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(5))]);
            if (run.TrySubmit(config, []))
            {
                contacts++;
            }
            else
            {
                Assert.True(awake.WaitOne(TimeSpan.FromMinutes(1)));
            }

            while (run.TryTake() is { } outcome)
            {
                outcomes.Add(outcome.ContactId!, outcome);
            }
        }

        run.Complete();
        run.Drain(awake).ForEach(outcome => outcomes.Add(outcome.ContactId!, outcome));
        Assert.Null(run.Fault);
        Assert.Equal(contacts, outcomes.Count);
        Assert.Equal(dice.Accepted.Order(StringComparer.Ordinal), outcomes.Values.Where(o => o.Status == OutcomeStatus.Accepted).Select(o => o.ContactId).Order(StringComparer.Ordinal));
        Assert.All(outcomes.Values.Where(o => o.Status != OutcomeStatus.Accepted), o => Assert.Equal(OutcomeStatus.Failed, o.Status));
        Assert.InRange(dice.Accepted.Count, contacts / 10, contacts - (contacts / 10));
    }

    // A service, or what stands in its place: each answer is drawn by chance, and some break off or break the protocol.
    private sealed class AnyAnswers(int seed)
    {
        private static readonly int[] Statuses = [200, 200, 200, 201, 202, 204, 206, 226, 300, 301, 302, 304, 307, 400, 403, 404, 405, 407, 409, 413, 418, 422, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520, 599];
        private static readonly string[] Codes = ["", "ThrottlingException", "InternalServiceException", "ResourceNotFoundException", "InvalidRequestException", "AccessDeniedException", "a#b:c", new('A', 3000), "Évil"];
        private static readonly string[] Bodies =
        [
            "{}", "[]", "null", "{\"message\":{\"a\":[1]}}", "{\"message\":[]}", "{\"Message\":\"no\",\"message\":true}", "{\"__type\":{},\"message\":1e999}", "{\"message\":\"", "<html><title>Sign in</title>",
            "\ufeff", "\ufeff{}", "\0\u0001\u001b[2J", "{\"message\":\"\\ud800\u202e\"}", new string('[', 5000), new string('x', 70_000), string.Concat(Enumerable.Repeat("password :// ", 5000)),
        ];

        private readonly Random _random = new(seed);
        private int _count;

        /// <summary>Contacts whose update was answered as the service answers.</summary>
        public ConcurrentQueue<string> Accepted { get; } = [];

        public int Count => Volatile.Read(ref _count);

        public async Task ServeAsync(NetworkStream stream)
        {
            while (await RawServer.ReadRequestAsync(stream) is { } request)
            {
                if (request.StartsWith("GET ", StringComparison.Ordinal))
                {
                    return; // ListInstances, in which a rejected id is looked up as an alias
                }

                var contact = request[..request.IndexOf(" HTTP/", StringComparison.Ordinal)].Split('/')[^1];
                Interlocked.Increment(ref _count);
                string answer;
                bool closes;
                lock (_random)
                {
                    (answer, closes) = Draw(contact);
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                if (closes)
                {
                    return;
                }
            }
        }

        private (string Answer, bool Closes) Draw(string contact)
        {
            if (_random.Next(4) == 0)
            {
                Accepted.Enqueue(contact);
                return (Calls.Accepted, false);
            }

            var status = Pick(Statuses);
            var body = status is 204 or 304 ? "" : Pick(Bodies);
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Pick("OK", "", "Sign in", new string('r', 500))}\r\n");
            foreach (var header in (string[])[
                $"x-amzn-ErrorType: {Pick(Codes)}", $"X-Amzn-RequestId: {Pick("r-1", "a b", new string('9', 900))}", $"Content-Type: {Pick("application/json", "text/html", "; ;", "text/plain; charset=none")}",
                $"Retry-After: {Pick("1", "-1", "soon", "99999999999999999999")}", $"Date: {Pick("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Fri, 31 Dec 9999 23:59:59 GMT")}",
                "Content-Encoding: gzip", "x-amz-retry-after: 99999999999", "x-amz-crc32: 1", "Location: http://198.51.100.1/"])
            {
                if (_random.Next(3) == 0)
                {
                    text.Append(header).Append("\r\n");
                }
            }

            var length = Encoding.UTF8.GetByteCount(body);
            return _random.Next(12) switch
            {
                0 => (text.Append("\r\n").Append(body).ToString(), true), // ends with the connection
                1 => (text.Append(CultureInfo.InvariantCulture, $"Content-Length: {length + 10}\r\n\r\n{body}").ToString(), true), // breaks off
                2 => (text.Append("Transfer-Encoding: chunked\r\n\r\nzz\r\n").Append(body).ToString(), true),
                3 => (Pick("", "\r\n", "SSH-2.0-x\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", new string('h', 100_000)), true),
                _ => (text.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n{body}").ToString(), false),
            };
        }

        private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
    }
}
