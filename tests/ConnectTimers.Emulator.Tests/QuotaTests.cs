namespace ConnectTimers.Emulator.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task A_burst_of_eight_and_then_five_a_second_pass_by_default()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());

        Assert.Equal(8, await PassedAsync(fixture, 20));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, await PassedAsync(fixture, 20));
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(8, await PassedAsync(fixture, 20));

        var counts = fixture.Emulator.GetState().Counts;
        Assert.Equal((60, 21, 39), (counts.Received, counts.Accepted, counts.Throttled));
    }

    [Fact]
    public async Task A_call_exactly_on_time_passes_however_many_came_too_early()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 10, BurstLimit = 1 });
        await PassedAsync(fixture, 1);

        // Ten tenths do not add up to one in binary.
        for (var early = 1; early <= 9; early++)
        {
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(0, await PassedAsync(fixture, 1));
        }

        fixture.Clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1, await PassedAsync(fixture, 1));
    }

    [Fact]
    public async Task A_throttled_call_gets_429_and_changes_nothing()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        await fixture.Caller.SetAsync("i", "c", 5);

        var answer = await fixture.Caller.SetAsync("i", "c", 6);

        Assert.Equal((429, "ThrottlingException", "Rate exceeded"), (answer.Status, answer.ErrorType, answer.Message));
        Assert.Equal(5, fixture.Contact("c").Stored["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task Each_Region_has_a_bucket_of_its_own_and_is_named_in_the_log()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        using var elsewhere = fixture.CallerWith(region: "us-west-2");

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
        Assert.Equal(200, (await elsewhere.SetAsync("i", "c")).Status);

        Assert.Equal(["eu-west-2", "us-west-2"], fixture.Emulator.GetRequests().Select(request => request.Region));
    }

    [Fact]
    public async Task An_unsigned_call_uses_up_no_quota()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        await fixture.Caller.SendAsync(fixture.Caller.Unsigned("PUT", Caller.Operation + "/i/c"));

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task A_rate_of_zero_lifts_the_limit()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0 });

        Assert.Equal(50, await PassedAsync(fixture, 50));
    }

    [Fact]
    public async Task One_search_and_then_one_every_two_seconds_pass_by_default()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());

        Assert.Equal(1, await FoundAsync(fixture, 3));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, await FoundAsync(fixture, 1));
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await FoundAsync(fixture, 3));
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await FoundAsync(fixture, 3));
    }

    [Fact]
    public async Task Each_operation_has_a_bucket_of_its_own()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());
        Assert.Equal(1, await FoundAsync(fixture, 2));

        Assert.Equal(8, await PassedAsync(fixture, 10));

        Assert.Equal("ThrottlingException", (await fixture.Caller.SearchAsync("{}")).ErrorType);
        Assert.Equal(4, fixture.Emulator.GetState().Counts.Throttled);
    }

    [Theory]
    [InlineData(0.0, null, 20)]
    [InlineData(0.0, 0.25, 1)]
    [InlineData(0.0, 0.0, 20)]
    [InlineData(5.0, 0.0, 20)]
    [InlineData(5.0, null, 1)]
    public async Task A_rate_of_zero_lifts_the_limit_of_searches_unless_it_is_set(double rate, double? searchRate, int passed)
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = rate, SearchRateLimit = searchRate });

        Assert.Equal(passed, await FoundAsync(fixture, 20));
    }

    [Fact]
    public async Task Rate_and_burst_of_searches_can_be_set()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { SearchRateLimit = 2, SearchBurstLimit = 3 });

        Assert.Equal(3, await FoundAsync(fixture, 9));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await FoundAsync(fixture, 9));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task An_invalid_quota_of_searches_is_rejected(double rate, double burst) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => EmulatorFixture.StartAsync(new EmulatorOptions { SearchRateLimit = rate, SearchBurstLimit = burst }));

    private static async Task<int> FoundAsync(EmulatorFixture fixture, int calls)
    {
        var passed = 0;
        for (var call = 0; call < calls; call++)
        {
            passed += (await fixture.Caller.SearchAsync(new Search().ToString())).Status == 200 ? 1 : 0;
        }

        return passed;
    }

    private static async Task<int> PassedAsync(EmulatorFixture fixture, int calls)
    {
        var passed = 0;
        for (var call = 0; call < calls; call++)
        {
            passed += (await fixture.Caller.SetAsync("i", "c")).Status == 200 ? 1 : 0;
        }

        return passed;
    }
}
