namespace ConnectTimers.Emulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Throttle, 429, "ThrottlingException")]
    [InlineData(FaultKind.InternalError, 500, "InternalServiceException")]
    [InlineData(FaultKind.AccessDenied, 403, "AccessDeniedException")]
    public async Task A_fault_with_an_answer_has_the_documented_shape_and_changes_nothing(FaultKind kind, int status, string errorType)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(kind, 1));

        var answer = await fixture.Caller.SetAsync("i", "c");

        Assert.Equal((status, errorType), (answer.Status, answer.ErrorType));
        Assert.NotNull(answer.Message);
        Assert.NotNull(answer.RequestId);
        var state = fixture.Emulator.GetState();
        Assert.Empty(state.Contacts);
        Assert.Equal(kind == FaultKind.Throttle ? (1, 0) : (0, 1), (state.Counts.Throttled, state.Counts.Faulted));
    }

    [Theory]
    [InlineData(FaultKind.Throttle, 429, "ThrottlingException")]
    [InlineData(FaultKind.InternalError, 500, "InternalServiceException")]
    [InlineData(FaultKind.AccessDenied, 403, "AccessDeniedException")]
    public async Task A_search_meets_the_same_faults(FaultKind kind, int status, string errorType)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(kind, 1));

        var answer = await fixture.Caller.SearchAsync(new Search().ToString());

        Assert.Equal((status, errorType), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task An_access_denied_error_names_the_operation()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.AccessDenied, 1));

        Assert.EndsWith("connect:UpdateParticipantRoleConfig", (await fixture.Caller.SetAsync("i", "c")).Message, StringComparison.Ordinal);
        Assert.EndsWith("connect:SearchContacts", (await fixture.Caller.SearchAsync("{}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_operations_share_one_random_sequence()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.InternalError, 1) { Times = 2 });

        Assert.Equal(500, (await fixture.Caller.SearchAsync(new Search().ToString())).Status);
        Assert.Equal("500 200", await OutcomesAsync(fixture, 2));
    }

    [Fact]
    public async Task A_reset_breaks_the_connection_before_anything_is_stored()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.Reset, 1));

        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.Caller.SetAsync("i", "c"));

        Assert.Empty(fixture.Emulator.GetState().Contacts);
        var logged = Assert.Single(fixture.Emulator.GetRequests());
        Assert.Equal((0, null, "reset"), (logged.Status, logged.ErrorType, logged.Fault));
    }

    [Fact]
    public async Task A_503_of_a_load_balancer_is_HTML_without_error_type_and_request_id()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(FaultRule.Of("503", 1));

        var answer = await fixture.Caller.SetAsync("i", "c");

        Assert.Equal((503, "text/html", null, null), (answer.Status, answer.ContentType, answer.ErrorType, answer.RequestId));
        Assert.StartsWith("<html>", answer.Body, StringComparison.Ordinal);
        Assert.Equal(fixture.Clock.GetUtcNow(), answer.Headers.Date);
        await FaultedAsync(fixture, 503, "503", applied: false);
    }

    [Fact]
    public async Task An_empty_500_has_neither_body_nor_type()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(FaultRule.Of("empty500", 1));

        var answer = await fixture.Caller.SetAsync("i", "c");

        Assert.Equal((500, "", null), (answer.Status, answer.Body, answer.ErrorType));
        Assert.NotNull(answer.RequestId);
        await FaultedAsync(fixture, 500, "empty500", applied: false);
    }

    [Fact]
    public async Task A_reset_after_breaks_the_connection_after_the_timers_are_stored()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(FaultRule.Of("reset-after", 1));

        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.Caller.SetAsync("i", "c"));

        await FaultedAsync(fixture, 0, "reset-after", applied: true);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_off_and_the_call_is_applied()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(FaultRule.Of("truncated", 1));

        var raw = await RawHttp.SendAsync(fixture.Caller.Signed("PUT", Caller.Operation + "/i/c", Caller.Body(("CUSTOMER", "IDLE", 5))));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 2\r\n", raw, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{", raw, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Caller.SetAsync("i", "c"));
        await FaultedAsync(fixture, 200, "truncated", applied: true);
    }

    [Fact]
    public async Task A_truncated_search_breaks_off_half_way()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of("truncated", 1)] });

        var raw = await RawHttp.SendAsync(fixture.Caller.Signed("POST", Caller.SearchPath, new Search().ToString()));

        Assert.Contains("\r\nContent-Length: 30\r\n", raw, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + """{"Contacts":[],""", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset-after")]
    [InlineData("truncated")]
    public async Task A_rejected_call_gets_its_whole_error_despite_faults(string fault)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(FaultRule.Of(fault, 1));

        var answer = await fixture.Caller.SetAsync("i", "c", minutes: 1);

        Assert.Equal((400, "InvalidParameterException"), (answer.Status, answer.ErrorType));
        Assert.NotNull(answer.Message);
        var state = fixture.Emulator.GetState();
        Assert.Equal((1, 0, 0), (state.Counts.Refused, state.Counts.Faulted, state.Contacts.Count));
        Assert.Null(fixture.Emulator.GetRequests()[0].Fault);
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_client_gives_up()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.Hang, 1));
        using var patience = new CancellationTokenSource();

        var call = fixture.Caller.SetAsync("i", "c", cancellationToken: patience.Token);
        await EmulatorFixture.UntilAsync(() => fixture.Emulator.GetState().Counts.Faulted == 1);
        Assert.False(call.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
    }

    [Fact]
    public async Task A_hanging_call_is_aborted_when_the_emulator_stops()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.Hang, 1));

        var call = fixture.Caller.SetAsync("i", "c");
        await EmulatorFixture.UntilAsync(() => fixture.Emulator.GetState().Counts.Faulted == 1);
        await fixture.Emulator.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_slow_call_is_applied_at_once_and_answered_late()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.Slow, 1));
        var start = fixture.Clock.GetUtcNow();

        var call = fixture.Caller.SetAsync("i", "c");
        await EmulatorFixture.UntilAsync(() => fixture.Emulator.GetState().Counts.Accepted == 1);
        Assert.Equal(5, fixture.Contact("c").Stored["CUSTOMER/IDLE"]);
        Assert.False(call.IsCompleted);
        await EmulatorFixture.UntilAsync(() =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            return call.IsCompleted;
        });

        Assert.Equal(200, (await call).Status);
        Assert.True(fixture.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(2));
        Assert.Equal("slow", Assert.Single(fixture.Emulator.GetRequests()).Fault);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_and_another_does_not()
    {
        static async Task<string> RunAsync(int seed)
        {
            await using var fixture = await EmulatorFixture.StartAsync(Mixed(seed));
            return await OutcomesAsync(fixture, 60);
        }

        var first = await RunAsync(7);

        Assert.Equal(first, await RunAsync(7));
        Assert.NotEqual(first, await RunAsync(8));
        Assert.All(["200", "429", "500", "none"], outcome => Assert.Contains(outcome, first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reset_of_the_emulator_starts_the_sequence_over()
    {
        await using var fixture = await EmulatorFixture.StartAsync(Mixed(7));
        var first = await OutcomesAsync(fixture, 30);

        fixture.Emulator.Reset();

        Assert.Equal(first, await OutcomesAsync(fixture, 30));
    }

    [Fact]
    public async Task A_rule_with_a_limit_stops_after_that_many_hits()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetFaults(new FaultRule(FaultKind.InternalError, 1) { Times = 2 });

        Assert.Equal("500 500 200", await OutcomesAsync(fixture, 3));
    }

    [Fact]
    public async Task Every_call_counts_once()
    {
        await using var fixture = await EmulatorFixture.StartAsync(Mixed(7));
        await OutcomesAsync(fixture, 60);

        var counts = fixture.Emulator.GetState().Counts;
        Assert.Equal(60, counts.Received);
        Assert.Equal(60, counts.Accepted + counts.Throttled + counts.Faulted + counts.Refused);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task A_probability_outside_0_to_1_is_rejected(double probability)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Emulator.SetFaults(new FaultRule(FaultKind.Reset, probability)));
    }

    /// <summary>Checks that the call is counted as faulted, logged with the fault's name, and applied or not.</summary>
    private static async Task FaultedAsync(EmulatorFixture fixture, int status, string fault, bool applied)
    {
        await EmulatorFixture.UntilAsync(() => fixture.Emulator.GetRequests().Count > 0);
        var logged = fixture.Emulator.GetRequests()[^1];
        Assert.Equal((status, null, fault), (logged.Status, logged.ErrorType, logged.Fault));
        var state = fixture.Emulator.GetState();
        Assert.Equal((state.Counts.Received, 0), (state.Counts.Faulted, state.Counts.Accepted));
        Assert.Equal(applied ? 1 : 0, state.Contacts.Count);
    }

    private static EmulatorOptions Mixed(int seed) => new()
    {
        RateLimit = 0,
        Seed = seed,
        Faults = [new(FaultKind.Throttle, 0.2), new(FaultKind.InternalError, 0.2), new(FaultKind.Reset, 0.2)],
    };

    private static async Task<string> OutcomesAsync(EmulatorFixture fixture, int calls)
    {
        var outcomes = new List<string>();
        for (var call = 0; call < calls; call++)
        {
            try
            {
                outcomes.Add($"{(await fixture.Caller.SetAsync("i", "c")).Status}");
            }
            catch (HttpRequestException)
            {
                outcomes.Add("none");
            }
        }

        return string.Join(' ', outcomes);
    }
}
