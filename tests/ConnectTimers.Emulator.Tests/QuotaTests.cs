namespace ConnectTimers.Emulator.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task A_burst_of_eight_and_then_five_a_second_pass_by_default()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions());

        Assert.Equal(8, await PassedAsync(rig, 20));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, await PassedAsync(rig, 20));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(8, await PassedAsync(rig, 20));

        var counts = rig.Emulator.GetState().Counts;
        Assert.Equal((60, 21, 39), (counts.Received, counts.Accepted, counts.Throttled));
    }

    [Fact]
    public async Task A_call_exactly_on_time_passes_however_often_one_asked_before()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = 10, BurstLimit = 1 });
        await PassedAsync(rig, 1);

        // Ten tenths do not add up to one in binary.
        for (var early = 1; early <= 9; early++)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(0, await PassedAsync(rig, 1));
        }

        rig.Clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1, await PassedAsync(rig, 1));
    }

    [Fact]
    public async Task A_throttled_call_says_so_and_changes_nothing()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        await rig.Caller.SetAsync("i", "c", 5);

        var answer = await rig.Caller.SetAsync("i", "c", 6);

        Assert.Equal((429, "ThrottlingException", "Rate exceeded"), (answer.Status, answer.ErrorType, answer.Message));
        Assert.Equal(5, rig.Contact("c").Stored["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task Each_Region_has_a_bucket_of_its_own_and_is_named_in_the_log()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        using var elsewhere = rig.CallerWith(region: "us-west-2");

        Assert.Equal(200, (await rig.Caller.SetAsync("i", "c")).Status);
        Assert.Equal(200, (await elsewhere.SetAsync("i", "c")).Status);

        Assert.Equal(["eu-west-2", "us-west-2"], rig.Emulator.GetRequests().Select(request => request.Region));
    }

    [Fact]
    public async Task A_caller_without_credentials_uses_nothing_up()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1 });
        await rig.Caller.SendAsync(rig.Caller.Unsigned("PUT", Caller.Operation + "/i/c"));

        Assert.Equal(200, (await rig.Caller.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task A_rate_of_zero_lifts_the_limit()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = 0 });

        Assert.Equal(50, await PassedAsync(rig, 50));
    }

    [Fact]
    public async Task One_search_and_then_one_every_two_seconds_pass_by_default()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions());

        Assert.Equal(1, await FoundAsync(rig, 3));
        rig.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, await FoundAsync(rig, 1));
        rig.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await FoundAsync(rig, 3));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await FoundAsync(rig, 3));
    }

    [Fact]
    public async Task Each_operation_has_a_bucket_of_its_own()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions());
        Assert.Equal(1, await FoundAsync(rig, 2));

        Assert.Equal(8, await PassedAsync(rig, 10));

        Assert.Equal("ThrottlingException", (await rig.Caller.SearchAsync("{}")).ErrorType);
        Assert.Equal(4, rig.Emulator.GetState().Counts.Throttled);
    }

    [Theory]
    [InlineData(0.0, null, 20)]
    [InlineData(0.0, 0.25, 1)]
    [InlineData(0.0, 0.0, 20)]
    [InlineData(5.0, 0.0, 20)]
    [InlineData(5.0, null, 1)]
    public async Task Who_lifts_the_limit_lifts_that_of_searches_unless_it_is_given(double rate, double? searchRate, int passed)
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { RateLimit = rate, SearchRateLimit = searchRate });

        Assert.Equal(passed, await FoundAsync(rig, 20));
    }

    [Fact]
    public async Task Rate_and_burst_of_searches_can_be_set()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { SearchRateLimit = 2, SearchBurstLimit = 3 });

        Assert.Equal(3, await FoundAsync(rig, 9));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await FoundAsync(rig, 9));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task A_quota_of_searches_that_cannot_be_is_refused(double rate, double burst) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Rig.StartAsync(new EmulatorOptions { SearchRateLimit = rate, SearchBurstLimit = burst }));

    private static async Task<int> FoundAsync(Rig rig, int calls)
    {
        var passed = 0;
        for (var call = 0; call < calls; call++)
        {
            passed += (await rig.Caller.SearchAsync(new Search().ToString())).Status == 200 ? 1 : 0;
        }

        return passed;
    }

    private static async Task<int> PassedAsync(Rig rig, int calls)
    {
        var passed = 0;
        for (var call = 0; call < calls; call++)
        {
            passed += (await rig.Caller.SetAsync("i", "c")).Status == 200 ? 1 : 0;
        }

        return passed;
    }
}
