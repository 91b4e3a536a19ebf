using Amazon.Runtime;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Credentials that expire or are replaced while calls are made, and where new ones come from.</summary>
[Collection(nameof(OneAtATime))]
public class RenewalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly EmulatorOptions Temporary = new() { AccessKey = "KEY1", SessionToken = "TOKEN1" };

    [Theory]
    [InlineData("TOKEN1", "TOKEN2", "ExpiredTokenException")]
    [InlineData(null, null, "UnrecognizedClientException")]
    public async Task A_profile_whose_keys_were_replaced_during_the_run_is_read_again(string? token, string? newToken, string code)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { AccessKey = "KEY1", SessionToken = token });
        using var file = new ProfileFile();
        file.Write("ops", "KEY1", token);
        var service = await OpenAsync(new ConnectionFactory(TimeProvider.System), emulator, profile: "ops");
        var before = await service.SetAsync();
        emulator.SetCredentials("KEY2", "SECRET", newToken);
        file.Write("ops", "KEY2", newToken);

        var refused = await service.SetAsync();
        var again = await service.SetAsync();

        Assert.Equal((AnswerKind.Accepted, AnswerKind.RetryOnce, AnswerKind.Accepted), (before.Kind, refused.Kind, again.Kind));
        Assert.Equal(code, refused.Problem?.ErrorId);
    }

    [Fact]
    public async Task A_profile_that_still_has_the_expired_keys_ends_the_run_and_is_named()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        using var file = new ProfileFile();
        file.Write("ops", "KEY1", "TOKEN1");
        var service = await OpenAsync(new ConnectionFactory(TimeProvider.System), emulator, profile: "ops");
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "ExpiredTokenException"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("expired", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("profile 'ops'", answer.Problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_gone_ends_the_run_with_the_services_code_and_the_reason()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        using var file = new ProfileFile();
        file.Write("temporary", "KEY1", "TOKEN1");
        var service = await OpenAsync(new ConnectionFactory(TimeProvider.System), emulator, profile: "temporary");
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");
        file.Write("other", "KEY2", "TOKEN2");

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "ExpiredTokenException"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("There is no profile 'temporary'", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_run_signs_with_the_new_keys_of_the_profile_and_a_run_in_progress_keeps_its_keys()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        using var file = new ProfileFile();
        file.Write("ops", "KEY1", "TOKEN1");
        using var factory = new ConnectionFactory(TimeProvider.System);
        var first = await OpenAsync(factory, emulator, profile: "ops");
        var again = await OpenAsync(factory, emulator, profile: "ops");
        file.Write("ops", "KEY2", "TOKEN2");

        var second = await OpenAsync(factory, emulator, profile: "ops");

        Assert.Same(first, again);
        Assert.Equal(AnswerKind.Accepted, (await first.SetAsync()).Kind); // still KEY1, which the emulator knows
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");
        Assert.Equal(AnswerKind.Accepted, (await second.SetAsync()).Kind);
    }

    [Fact]
    public async Task Keys_of_the_environment_are_read_again()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        using var key = new Variable("AWS_ACCESS_KEY_ID", "KEY1");
        using var secret = new Variable("AWS_SECRET_ACCESS_KEY", "SECRET");
        using var token = new Variable("AWS_SESSION_TOKEN", "TOKEN1");
        var service = await OpenAsync(new ConnectionFactory(TimeProvider.System), emulator);
        var before = await service.SetAsync();
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");
        using var newKey = new Variable("AWS_ACCESS_KEY_ID", "KEY2");
        using var newToken = new Variable("AWS_SESSION_TOKEN", "TOKEN2");

        var answers = new[] { (await service.SetAsync()).Kind, (await service.SetAsync()).Kind };

        Assert.Equal(AnswerKind.Accepted, before.Kind);
        Assert.Equal([AnswerKind.RetryOnce, AnswerKind.Accepted], answers);
    }

    [Theory]
    [InlineData("ops")]
    [InlineData(null)]
    public async Task A_program_that_gives_credentials_is_run_again(string? profile)
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        using var file = new ProfileFile();
        file.WriteProgram(profile ?? "default");
        file.WriteProgramsAnswer("KEY1", "TOKEN1");
        var service = await OpenAsync(new ConnectionFactory(TimeProvider.System), emulator, profile);
        var before = await service.SetAsync();
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");
        file.WriteProgramsAnswer("KEY2", "TOKEN2");

        var refused = await service.SetAsync();
        var again = await service.SetAsync();

        Assert.Equal((AnswerKind.Accepted, AnswerKind.RetryOnce, AnswerKind.Accepted), (before.Kind, refused.Kind, again.Kind));
    }

    [Fact]
    public async Task Typed_keys_cannot_be_renewed()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        var connection = await new ConnectionFactory(TimeProvider.System).OpenAsync(new RunSettings
        {
            EndpointUrl = emulator.Endpoint.ToString(),
            AccessKey = "KEY1",
            SecretKey = "SECRET",
            SessionToken = "TOKEN1",
        }, CancellationToken.None);
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");

        var answer = await connection.In("eu-west-2").SetAsync();

        Assert.Equal((AnswerKind.Fatal, "ExpiredTokenException"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.StartsWith("Give new keys, then", answer.Problem!.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_of_a_role_are_fetched_again_once()
    {
        await using var emulator = await ConnectEmulator.StartAsync(Temporary);
        var (old, newer) = (0, 0);
        using var service = Calls.To(emulator.Endpoint, Calls.Session(Counted(1, () => old++), () => Counted(2, () => newer++)));
        var before = await service.SetAsync();
        emulator.SetCredentials("KEY2", "SECRET", "TOKEN2");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.SetAsync()));
        var again = await service.SetAsync();

        Assert.Equal((AnswerKind.Accepted, AnswerKind.Accepted), (before.Kind, again.Kind));
        Assert.DoesNotContain(answers, answer => answer.Kind is not (AnswerKind.RetryOnce or AnswerKind.Accepted));
        Assert.Equal((1, 1), (old, newer));

        static CredentialOrigin Counted(int number, Action count) => Calls.Origin(() =>
        {
            count();
            return Task.FromResult(Calls.Keys(number));
        });
    }

    [Theory]
    [InlineData(true, nameof(AnswerKind.RetryOnce))]
    [InlineData(false, nameof(AnswerKind.Fatal))]
    public async Task Each_call_in_flight_ends_the_same_way(bool found, string kind)
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", "ExpiredTokenException"), together: 4);
        using var service = Calls.To(server.Endpoint, Calls.Session(Calls.Origin(Calls.Keys(1)), () => Calls.Origin(Calls.Keys(found ? 2 : 1))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.SetAsync()));

        Assert.All(answers, answer => Assert.Equal(kind, answer.Kind.ToString()));
    }

    [Theory]
    [InlineData(typeof(AmazonClientException), nameof(AnswerKind.Fatal), "ExpiredTokenException")]
    [InlineData(typeof(HttpRequestException), nameof(AnswerKind.Transient), "CredentialsUnreachable")]
    public async Task A_renewal_that_fails_says_so_and_passes_when_it_is_the_networks_failure(Type thrown, string kind, string errorId)
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", "ExpiredTokenException"));
        var failure = (Exception)Activator.CreateInstance(thrown, "the reason")!;
        using var service = Calls.To(server.Endpoint, Calls.Session(Calls.Origin(Calls.Keys(1)), () => Calls.Origin(() => throw failure)));

        var answer = await service.SetAsync();

        Assert.Equal((kind, errorId, "r-1"), (answer.Kind.ToString(), answer.Problem?.ErrorId, answer.RequestId));
        Assert.Contains("expired", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("the reason", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_that_gives_keys_of_another_account_ends_the_run_and_names_both()
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", "ExpiredTokenException"));
        using var service = Calls.To(server.Endpoint, Calls.Session(
            Calls.Origin(new ImmutableCredentials("ASIARTX3GSDSQAAAAAAA", "SECRET", "T1")), () => Calls.Origin(new ImmutableCredentials("ASIAWO645SY5AAAAAAAA", "SECRET", "T2"))));

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "AccountChanged"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("are of account 444455556666 now, not 111122223333", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_during_a_renewal_throws_at_once_and_leaves_the_renewal_to_the_others()
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", "ExpiredTokenException"));
        var looking = new TaskCompletionSource();
        var found = new TaskCompletionSource<ImmutableCredentials>();
        var session = Calls.Session(Calls.Origin(Calls.Keys(1)), () => Calls.Origin(() =>
        {
            looking.SetResult();
            return found.Task;
        }));
        using var service = Calls.To(server.Endpoint, session);
        using var stop = new CancellationTokenSource();
        var stopped = service.SetAsync(stop.Token);
        await looking.Task.WaitAsync(Patience, TimeProvider.System);
        var other = session.RenewAsync(await session.GetCredentialsAsync(default), isLoopback: true, default);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(Patience, TimeProvider.System));
        found.SetResult(Calls.Keys(2));
        Assert.True(await other);
        Assert.Equal("KEY2", (await session.GetCredentialsAsync(default)).AccessKey);
    }

    private static async Task<IConnectService> OpenAsync(ConnectionFactory factory, ConnectEmulator emulator, string? profile = null) =>
        (await factory.OpenAsync(new RunSettings { EndpointUrl = emulator.Endpoint.ToString(), ProfileName = profile }, CancellationToken.None)).In("eu-west-2");
}
