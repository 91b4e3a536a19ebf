namespace ConnectTimers.Emulator.Tests;

public sealed class ErrorTests
{
    private const string Five = """{"ParticipantTimerDurationInMinutes":5}""";

    public static TheoryData<string> Misshapen => new(
        "",
        "{",
        "null",
        "[]",
        "{}",
        """{"ChannelConfiguration":null}""",
        """{"ChannelConfiguration":{}}""",
        """{"ChannelConfiguration":{"Voice":{}}}""",
        """{"ChannelConfiguration":{"Chat":5}}""",
        """{"ChannelConfiguration":{"Chat":{}}}""",
        """{"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":{}}}}""",
        Caller.List(),
        Caller.List([.. Enumerable.Repeat(Caller.Entry("\"AGENT\"", "\"IDLE\"", Five), 7)]),
        Caller.List("5"),
        Caller.List("{}"),
        Caller.List(Caller.Entry("\"customer\"", "\"IDLE\"", Five)),
        Caller.List(Caller.Entry("7", "\"IDLE\"", Five)),
        Caller.List(Caller.Entry("\"\\ud800\"", "\"IDLE\"", Five)),
        Caller.List(Caller.Entry("\"AGENT\"", "\"DISCONNECT\"", Five)),
        Caller.List(Caller.Entry("\"AGENT\"", "null", Five)),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", "5")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", "{}")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", """{"ParticipantTimerAction":"unset"}""")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", """{"ParticipantTimerDurationInMinutes":"5"}""")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", """{"ParticipantTimerDurationInMinutes":5.5}""")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", """{"ParticipantTimerDurationInMinutes":99999999999}""")),
        Caller.List(Caller.Entry("\"AGENT\"", "\"IDLE\"", """{"ParticipantTimerAction":"Unset","ParticipantTimerDurationInMinutes":5}""")));

    [Theory]
    [MemberData(nameof(Misshapen))]
    public async Task A_body_that_does_not_fit_the_model_is_an_invalid_request(string body)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await FailsAsync(fixture, "c", body, 400, "InvalidRequestException");
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(1)]
    [InlineData(481)]
    public async Task Minutes_out_of_range_are_an_invalid_parameter(int minutes)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await FailsAsync(fixture, "c", Caller.Body(("CUSTOMER", "IDLE", minutes)), 400, "InvalidParameterException");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(480)]
    public async Task Minutes_at_both_ends_of_the_range_are_accepted(int minutes)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c", minutes)).Status);
        Assert.Equal(minutes, fixture.Contact("c").Stored["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task The_same_timer_twice_is_an_invalid_parameter_and_stores_neither()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await FailsAsync(fixture, "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("CUSTOMER", "IDLE", 5)), 400, "InvalidParameterException");
    }

    [Theory]
    [InlineData(256, 200)]
    [InlineData(257, 400)]
    public async Task A_contact_id_has_at_most_256_characters(int length, int status)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        // Characters, not UTF-16 units: each of these takes two.
        var id = string.Concat(Enumerable.Repeat("\U0001F600", length));

        Assert.Equal(status, (await fixture.Caller.SetAsync("i", id)).Status);
    }

    [Fact]
    public async Task A_contact_that_was_not_listed_or_has_ended_is_not_found()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions
        {
            Contacts = [new("i", "open"), new("i", "over", ContactState.Ended)],
        });

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "open")).Status);
        foreach (var (instanceId, contactId) in (IEnumerable<(string, string)>)[("i", "over"), ("i", "unknown"), ("j", "open")])
        {
            var answer = await fixture.Caller.SetAsync(instanceId, contactId);
            Assert.Equal((404, "ResourceNotFoundException"), (answer.Status, answer.ErrorType));
        }

        Assert.Equal(2, fixture.Emulator.GetState().Contacts.Count);
    }

    [Fact]
    public async Task The_signature_is_checked_before_the_rate_the_rate_before_the_body_and_the_body_before_the_contact()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 1, BurstLimit = 1, Contacts = [] });
        using var other = fixture.CallerWith(secretKey: "WRONG");

        Assert.Equal("InvalidSignatureException", (await other.UpdateAsync("i", "c", "{")).ErrorType);
        Assert.Equal("InvalidRequestException", (await fixture.Caller.UpdateAsync("i", "c", "{")).ErrorType);
        Assert.Equal("ThrottlingException", (await fixture.Caller.UpdateAsync("i", "c", "{")).ErrorType);
    }

    private static async Task FailsAsync(EmulatorFixture fixture, string contactId, string body, int status, string errorType)
    {
        var answer = await fixture.Caller.UpdateAsync("i", contactId, body);

        Assert.Equal((status, errorType), (answer.Status, answer.ErrorType));
        Assert.False(string.IsNullOrEmpty(answer.Message));
        Assert.NotNull(answer.RequestId);
        Assert.Equal(answer.RequestId, fixture.Emulator.GetRequests()[^1].RequestId);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
    }
}
