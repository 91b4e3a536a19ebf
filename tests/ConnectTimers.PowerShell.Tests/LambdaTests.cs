using System.Net;
using System.Text;
using System.Text.Json;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The handler of examples/lambda in a real pwsh that takes its invocations from a Lambda runtime API on this machine.</summary>
public sealed class LambdaTests
{
    // What the PowerShell custom runtime does with a handler of the form SCRIPT::FUNCTION.
    private const string Runtime = """
        param($Script)
        . $Script
        $api = "http://$env:AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while ($true) {
            $next = Invoke-WebRequest -NoProxy -Uri "$api/next"
            $id = "$($next.Headers['Lambda-Runtime-Aws-Request-Id'])"
            if ($id -eq 'end') { exit 0 }
            try {
                $answer = & 'handler' (ConvertFrom-Json -InputObject $next.Content) $null
                if ($answer -and $answer -isnot [string]) { $answer = ConvertTo-Json -InputObject $answer -Compress }
                $null = Invoke-WebRequest -NoProxy -Method Post -Uri "$api/$id/response" -Body $answer
            }
            catch {
                $null = Invoke-WebRequest -NoProxy -Method Post -Uri "$api/$id/error" -Body (ConvertTo-Json @{ errorMessage = $_.Exception.Message } -Compress)
            }
        }
        """;

    [Fact]
    public async Task A_flow_gets_a_flat_answer_or_a_failure_and_a_batch_gets_the_messages_that_failed()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(new EmulatedContact("i-1", "gone", ContactState.Ended), new EmulatedContact("i-1", "c-1"), new EmulatedContact("i-1", "c-2"), new EmulatedContact("i-1", "c-3"));

        var answers = await InvokeAsync(emulator,
            Flow("c-1", "\"AgentIdle\":\"7\""),
            Flow("c-2", ""),
            Flow("gone", ""),
            Flow("c-2", "\"CustomerIdle\":\"1\""),
            Batch(("m-1", Event("c-3")), ("m-2", "not an event"), ("m-3", Event("gone")), ("m-4", Event("c-3", "DISCONNECTED"))));

        Assert.Equal(("response", "Accepted", "c-1"), (answers[0].Kind, Text(answers[0].Body, "Status"), Text(answers[0].Body, "ContactId")));
        Assert.Equal("response", answers[1].Kind);
        Assert.Equal(["error", "error"], answers.Skip(2).Take(2).Select(a => a.Kind));
        Assert.Contains("ResourceNotFoundException", answers[2].Body, StringComparison.Ordinal);
        Assert.Contains("it must be 2 to 480", answers[3].Body, StringComparison.Ordinal);
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-2"},{"itemIdentifier":"m-3"}]}""", answers[4].Body);
        Assert.Equal(
            ["c-1 CUSTOMER/IDLE=5 AGENT/IDLE=7", "c-2 CUSTOMER/IDLE=5", "c-3 CUSTOMER/IDLE=5", "gone"],
            Hosted.State(emulator));
    }

    private static async Task<List<(string Kind, string Body)>> InvokeAsync(ConnectEmulator emulator, params string[] events)
    {
        using var api = new HttpListener();
        var port = emulator.Endpoint.Port + 1;
        while (true)
        {
            api.Prefixes.Clear();
            api.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                api.Start();
                break;
            }
            catch (HttpListenerException)
            {
                port++;
            }
        }

        using var pwsh = PwshProcess.StartScript(Runtime, [Path.Combine(Surroundings.Built("RepositoryRoot"), "examples", "lambda", "timers.ps1")], new PwshOptions
        {
            Environment = new Dictionary<string, string?>
            {
                ["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{port}",
                ["PSModulePath"] = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Surroundings.Module)) + Path.PathSeparator + Path.Combine(Path.GetDirectoryName(PwshProcess.Shell)!, "Modules"),
                ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "SECRET",
                ["AWS_ENDPOINT_URL_CONNECT"] = emulator.Endpoint.GetLeftPart(UriPartial.Authority),
                ["CUSTOMER_IDLE"] = "5",
            },
        });
        var answers = new List<(string, string)>();
        foreach (var (i, body) in events.Index())
        {
            await AnswerAsync(api, i.ToString(System.Globalization.CultureInfo.InvariantCulture), body);
            var context = await api.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            answers.Add((context.Request.Url!.Segments[^1], await reader.ReadToEndAsync()));
            context.Response.Close();
        }

        await AnswerAsync(api, "end", "{}");
        var ended = await pwsh.WaitAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        return answers;
    }

    private static async Task AnswerAsync(HttpListener api, string id, string body)
    {
        var context = await api.GetContextAsync();
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }

    private static string Text(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString()!;

    private static string Flow(string contact, string parameters) => """
        {"Name":"ContactFlowEvent","Details":{"Parameters":{PARAMETERS},"ContactData":{"Attributes":{},"Channel":"CHAT","ContactId":"CONTACT","InitialContactId":"CONTACT",
         "InitiationMethod":"API","InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/i-1","Queue":null}}}
        """.Replace("PARAMETERS", parameters, StringComparison.Ordinal).Replace("CONTACT", contact, StringComparison.Ordinal);

    private static string Event(string contact, string type = "QUEUED") => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["detail-type"] = "Amazon Connect Contact Event",
        ["source"] = "aws.connect",
        ["region"] = "eu-west-2",
        ["detail"] = new { eventType = type, contactId = contact, channel = "CHAT", instanceArn = "arn:aws:connect:eu-west-2:111122223333:instance/i-1" },
    });

    private static string Batch(params (string Id, string Body)[] messages) => JsonSerializer.Serialize(new
    {
        Records = messages.Select(m => new { messageId = m.Id, receiptHandle = "r-" + m.Id, body = m.Body, eventSource = "aws:sqs" }),
    });
}
