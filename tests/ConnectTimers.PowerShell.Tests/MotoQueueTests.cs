using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Tests of Watch-ChatContact against the SQS of moto_server, if Python has it installed.</summary>
public sealed class MotoQueueTests
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(90);

    [MotoFact]
    public async Task Chats_are_set_their_messages_deleted_and_what_cannot_be_read_goes_to_the_dead_letter_queue()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var moto = Process.Start(new ProcessStartInfo(MotoFactAttribute.Program!, ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        void Read(string? line)
        {
            if (line?.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var start)
            {
                listening.TrySetResult(new Uri(line[start..].Trim()));
            }
        }

        // It says where it listens, and then logs each request, so that it needs a reader.
        moto.OutputDataReceived += (_, e) => Read(e.Data);
        moto.ErrorDataReceived += (_, e) => Read(e.Data);
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await listening.Task.WaitAsync(WaitLimit) };
            var dead = (await CallAsync(http, "CreateQueue", new { QueueName = "dead" })).GetProperty("QueueUrl").GetString()!;
            var events = (await CallAsync(http, "CreateQueue", new
            {
                QueueName = "events",
                Attributes = new { VisibilityTimeout = "10", RedrivePolicy = """{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:123456789012:dead","maxReceiveCount":1}""" },
            })).GetProperty("QueueUrl").GetString()!;
            foreach (var body in Enumerable.Range(0, 12).Select(i => Event("QUEUED", $"c-{i}")).Append(Event("DISCONNECTED", "c-99")).Append("not an event"))
            {
                await CallAsync(http, "SendMessage", new { QueueUrl = events, MessageBody = body });
            }

            await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
            using var hosted = new Hosted();
            using var shell = hosted.Prepare(
                "Watch-ChatContact -QueueUrl $queue -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey SECRET | Set-ParticipantRoleConfig -CustomerIdle 5 @connect",
                Hosted.Connect(emulator), ("queue", events));
            var written = new Written(shell);
            var running = shell.BeginInvoke();
            Assert.True(await IsSoonAsync(running, async () => await CountAsync(http, events) == 0 && await CountAsync(http, dead) == 1), string.Join('\n', written.Errors));
            await shell.StopAsync(null, null);

            Assert.Equal(12, emulator.GetState().Contacts.Count(c => c.Stored.GetValueOrDefault("CUSTOMER/IDLE") == 5));
            Assert.StartsWith("UnreadableMessage", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            moto.Kill();
            await moto.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsSoonAsync(IAsyncResult running, Func<Task<bool>> isTrue)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!running.IsCompleted && TimeProvider.System.GetElapsedTime(began) < WaitLimit)
        {
            if (await isTrue())
            {
                return true;
            }
        }

        return false;
    }

    // Messages that can be received and those that are in flight.
    private static async Task<int> CountAsync(HttpClient http, string queue)
    {
        var attributes = (await CallAsync(http, "GetQueueAttributes", new { QueueUrl = queue, AttributeNames = new[] { "All" } })).GetProperty("Attributes");
        return ((string[])["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])
            .Sum(name => int.Parse(attributes.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    // moto does not verify signatures; it takes the Region from the scope.
    private static async Task<JsonElement> CallAsync(HttpClient http, string operation, object input)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(JsonSerializer.Serialize(input), Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + operation);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-2/sqs/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    private static string Event(string type, string contact) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["detail-type"] = "Amazon Connect Contact Event",
        ["source"] = "aws.connect",
        ["region"] = "eu-west-2",
        ["detail"] = new { eventType = type, contactId = contact, channel = "CHAT", instanceArn = "arn:aws:connect:eu-west-2:111122223333:instance/i-1" },
    });
}

/// <summary>A test that is skipped, with a notice, on a machine without moto_server.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MotoFactAttribute : FactAttribute
{
    public MotoFactAttribute() => Skip = Program is null ? "moto_server is not installed." : null;

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);
}
