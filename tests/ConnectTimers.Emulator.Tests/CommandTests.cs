using System.Net.Sockets;

namespace ConnectTimers.Emulator.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task It_prints_its_address_and_runs_until_stopped()
    {
        var contacts = Path.GetTempFileName();
        await File.WriteAllTextAsync(contacts, "InstanceId,ContactId\ni,c\n");
        using var stop = new CancellationTokenSource();
        using var output = new SignallingWriter();
        using var errors = new StringWriter();

        var run = EmulatorCommand.RunAsync(
            ["--port", "0", "--rate-limit=0", "--burst-limit", "3", "--search-rate-limit", "0.001", "--search-burst-limit", "2", "--contacts", contacts, "--access-key", "AK", "--secret-key", "SK",
             "--session-token", "T", "--region", "eu-west-2", "--replace", "--host", "127.0.0.1", "--fault", "throttle=0", "--fault", "500=0.0", "--seed", "-7"],
            output,
            errors,
            stop.Token);
        var line = await output.Flushed;
        Assert.Matches(@"^listening on http://127\.0\.0\.1:\d+\r?\n$", line);
        using var caller = new Caller(new Uri(line.Split(' ')[^1]), TimeProvider.System)
        {
            Signer = new("AK", "SK", "eu-west-2", "connect"),
            SessionToken = "T",
        };
        Assert.Equal(200, (await caller.SetAsync("i", "c")).Status);
        Assert.Equal(404, (await caller.SetAsync("i", "d")).Status);
        Assert.Equal(200, (await caller.SearchAsync(new Search().ToString())).Status);
        Assert.Equal(200, (await caller.SearchAsync(new Search().ToString())).Status);
        Assert.Equal(429, (await caller.SearchAsync(new Search().ToString())).Status);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.Equal("", errors.ToString());
        File.Delete(contacts);
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--prot=1'.", "--prot=1")]
    [InlineData("Unrecognized command or argument 'start'.", "start")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    [InlineData("--port x: must be a whole number from 0 to 65535", "--port", "x")]
    [InlineData("--port 65536: must be a whole number from 0 to 65535", "--port=65536")]
    [InlineData("--rate-limit -1: must be a number, 0 or more", "--rate-limit", "-1")]
    [InlineData("--rate-limit 1,5: must be a number, 0 or more", "--rate-limit", "1,5")]
    [InlineData("--rate-limit NaN: must be a number, 0 or more", "--rate-limit", "NaN")]
    [InlineData("--burst-limit 0: must be a number, 1 or more", "--burst-limit", "0")]
    [InlineData("--search-rate-limit x: must be a number, 0 or more", "--search-rate-limit", "x")]
    [InlineData("--search-burst-limit 0.5: must be a number, 1 or more", "--search-burst-limit=0.5")]
    [InlineData("--host localhost: must be an IP address of this machine, as in 127.0.0.1", "--host", "localhost")]
    [InlineData("--region : must not be empty", "--region", "")]
    [InlineData("Unrecognized command or argument 'yes'.", "--replace=yes")]
    [InlineData("--wait: has no effect without --arrivals", "--wait", "5")]
    [InlineData("--event-fault: has no effect without --queue", "--event-fault", "lost=1")]
    [InlineData("--arrivals 0: must be a number above 0", "--arrivals", "0")]
    [InlineData("--quota DescribeContact=10: must be OPERATION=RATE,BURST, as in DescribeContact=10,15", "--quota", "DescribeContact=10")]
    [InlineData("--event-fault gone=1: 'gone' is not one of lost, duplicate, reorder, late", "--queue", "--event-fault", "gone=1")]
    [InlineData("Option '--port' expects a single argument but 2 were provided.", "--port", "1", "--port", "2")]
    [InlineData("--secret-key : must not be empty", "--secret-key", "")]
    [InlineData("--seed 1.5: must be a whole number from -2147483648 to 2147483647", "--seed", "1.5")]
    [InlineData("--fault throttle: must be KIND=SHARE, as in throttle=0.1", "--fault", "throttle")]
    [InlineData("--fault throttle=lots: must be KIND=SHARE, as in throttle=0.1", "--fault", "throttle=lots")]
    [InlineData("--fault trottle=1: 'trottle' is not one of throttle, 500, reset, hang, slow, denied, 503, empty500, reset-after, truncated", "--fault", "trottle=1")]
    [InlineData("--fault throttle=2: the probability must be from 0 to 1", "--fault", "throttle=2")]
    public async Task A_wrong_option_is_reported_with_its_value_on_one_line(string message, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal(message + Environment.NewLine, errors);
    }

    [Fact]
    public async Task Live_chats_and_a_queue_can_be_enabled()
    {
        using var stop = new CancellationTokenSource();
        using var output = new SignallingWriter();
        using var errors = new StringWriter();

        var run = EmulatorCommand.RunAsync(
            ["--arrivals", "1000", "--wait", "0.01", "--handle-time", "0", "--abandoned", "0.1", "--arrivals-for", "60", "--queue", "--visibility-timeout", "10",
             "--max-receive-count", "3", "--event-delay", "0", "--event-fault", "duplicate=0.5", "--quota", "DescribeContact=1,1"],
            output,
            errors,
            stop.Token);
        var lines = (await output.Flushed).Split(Environment.NewLine);
        var address = lines[0].Split(' ')[^1];
        Assert.Equal($"queue {address}/000000000000/contact-events", lines[1]);
        using var caller = new Caller(new Uri(address), TimeProvider.System);
        var body = $$"""{"QueueUrl":"{{lines[1].Split(' ')[1]}}","WaitTimeSeconds":20}""";
        Assert.Contains("Amazon Connect Contact Event", (await caller.SqsAsync("ReceiveMessage", body)).Body, StringComparison.Ordinal);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.Equal("", errors.ToString());
    }

    [Fact]
    public async Task A_missing_contacts_file_is_reported()
    {
        var (exitCode, _, errors) = await RunAsync("--contacts", "/no/such/file.csv");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--contacts /no/such/file.csv: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var (exitCode, _, errors) = await RunAsync("--port", $"{fixture.Emulator.Endpoint.Port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"--port {fixture.Emulator.Endpoint.Port}: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_option_and_fault()
    {
        var (exitCode, output, errors) = await RunAsync("--help");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.All(
            ["--port", "--rate-limit", "--burst-limit", "--host", "--region", "--replace", "--search-rate-limit", "--search-burst-limit", "--contacts", "--access-key", "--secret-key", "--session-token", "--fault", "--seed", "--arrivals", "--queue", "late",
             .. FaultRule.Names.Split(", ")],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "[::1]")]
    public async Task Open_to_the_network_it_warns_and_prints_an_address_that_this_machine_can_call(string host, string named)
    {
        if (host == "::" && !Socket.OSSupportsIPv6)
        {
            return;
        }

        using var stop = new CancellationTokenSource();
        using var output = new SignallingWriter();
        using var errors = new StringWriter();

        var run = EmulatorCommand.RunAsync(["--host", host], output, errors, stop.Token);
        var line = await output.Flushed;

        Assert.StartsWith($"listening on http://{named}:", line, StringComparison.Ordinal);
        Assert.Equal(
            $"--host {host}: open to the network; the default keys are public, and /_emulator/ requires none" + Environment.NewLine,
            errors.ToString());
        using var caller = new Caller(new Uri(line.Split(' ')[^1]), TimeProvider.System);
        Assert.Equal(200, (await caller.SetAsync("i", "c")).Status);
        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_reported()
    {
        // An address reserved for documentation (RFC 5737).
        var (exitCode, _, errors) = await RunAsync("--host", "192.0.2.1");

        Assert.Equal(1, exitCode);
        Assert.Contains("--host 192.0.2.1: ", errors.Split(Environment.NewLine)[1], StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await EmulatorCommand.RunAsync(arguments, output, errors, CancellationToken.None);
        return (exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>A writer whose text up to the first flush can be awaited.</summary>
    private sealed class SignallingWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Flushed => _flushed.Task;

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            _flushed.TrySetResult(ToString());
            return Task.CompletedTask;
        }
    }
}
