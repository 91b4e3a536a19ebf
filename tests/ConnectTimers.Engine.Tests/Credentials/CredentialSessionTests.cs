using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Tests.Aws;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.Credentials;

public class CredentialSessionTests
{
    // Keys made since 2019 tell their account; these two are of accounts 111122223333 and 444455556666.
    private const string OfOneAccount = "ASIARTX3GSDSQAAAAAAA";
    private const string OfAnother = "ASIAWO645SY5AAAAAAAA";

    private readonly TaskCompletionSource<ImmutableCredentials> _found = new();
    private readonly CredentialSession _session;
    private int _looks;

    public CredentialSessionTests() => _session = Calls.Session(Calls.Origin(Calls.Keys(1)), () =>
    {
        Interlocked.Increment(ref _looks);
        return Calls.Origin(() => _found.Task);
    });

    [Fact]
    public async Task Calls_rejected_at_the_same_time_share_one_renewal()
    {
        var refused = await _session.GetCredentialsAsync(default);
        var renewals = Enumerable.Range(0, 4).Select(_ => RenewAsync(_session, refused)).ToArray();
        _found.SetResult(Calls.Keys(2));

        Assert.All(await Task.WhenAll(renewals), Assert.True);
        Assert.Equal(1, _looks);
        Assert.Equal("KEY2", (await _session.GetCredentialsAsync(default)).AccessKey);
    }

    [Fact]
    public async Task A_call_rejected_after_a_renewal_uses_the_newer_credentials_without_another_renewal()
    {
        var refused = await _session.GetCredentialsAsync(default);
        _found.SetResult(Calls.Keys(2));
        await RenewAsync(_session, refused);

        Assert.True(await RenewAsync(_session, refused));
        Assert.Equal(1, _looks);
    }

    [Fact]
    public async Task Getting_the_same_credentials_again_is_not_a_renewal()
    {
        _found.SetResult(Calls.Keys(1));

        Assert.False(await RenewAsync(_session, await _session.GetCredentialsAsync(default)));
    }

    [Fact]
    public async Task A_failed_renewal_is_attempted_again_at_the_next_rejection()
    {
        _found.SetException(new AmazonClientException("not yet"));
        var refused = await _session.GetCredentialsAsync(default);

        await Assert.ThrowsAsync<RunFaultException>(() => RenewAsync(_session, refused));
        await Assert.ThrowsAsync<RunFaultException>(() => RenewAsync(_session, refused));

        Assert.Equal(2, _looks);
    }

    [Theory]
    [InlineData(OfOneAccount, OfOneAccount, false, true)]
    [InlineData(OfOneAccount, OfAnother, false, false)]
    [InlineData(OfOneAccount, OfAnother, true, false)]
    [InlineData(OfOneAccount, "AKIAIOSFODNN7EXAMPLE", true, false)]
    [InlineData("AKIAIOSFODNN7EXAMPLE", OfOneAccount, false, false)]
    [InlineData("KEY1", "KEY2", false, false)]
    [InlineData("KEY1", "KEY2", true, true)] // on this machine no account can be harmed
    public async Task A_renewal_must_give_keys_of_the_same_account(string before, string now, bool isLoopback, bool passes)
    {
        var session = Calls.Session(Calls.Origin(Of(before, "TOKEN1")), () => Calls.Origin(Of(now, "TOKEN2")));
        var refused = await session.GetCredentialsAsync(default);

        if (passes)
        {
            Assert.True(await session.RenewAsync(refused, isLoopback, default));
            Assert.Equal("TOKEN2", (await session.GetCredentialsAsync(default)).Token);
            return;
        }

        var changed = await Assert.ThrowsAsync<AccountChangedException>(() => session.RenewAsync(refused, isLoopback, default));
        Assert.Equal(("AccountChanged", ProblemCategory.AuthenticationError), (changed.Problem.ErrorId, changed.Problem.Category));
        Assert.Equal("TOKEN1", (await session.GetCredentialsAsync(default)).Token);
    }

    [Theory]
    [InlineData(OfOneAccount, "111122223333")]
    [InlineData(OfAnother, "444455556666")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", null)]
    [InlineData("AKIARTX3GSDSQAAAAAA1", null)] // 1 is no character of base32
    [InlineData("AROARTX3GSDSQAAAAAAA", null)]
    [InlineData("KEY", null)]
    public void The_account_is_in_the_ids_of_newer_keys(string key, string? account) => Assert.Equal(account, IssuedKeys.AccountOf(key));

    [Fact]
    public async Task Keys_are_renewed_before_they_expire_in_the_background_and_at_once_when_they_have()
    {
        var clock = new FakeTimeProvider();
        var fetched = 0;
        var next = new TaskCompletionSource<ImmutableCredentials>();
        CredentialOrigin origin = new("test", "", "test", "Sign in", async (_, _) =>
        {
            var keys = Interlocked.Increment(ref fetched) == 2 ? await next.Task : Calls.Keys(fetched);
            return new IssuedKeys(keys, clock.GetUtcNow().AddHours(1), null, null);
        });
        var session = Calls.Session(origin, clock: clock);
        Assert.Equal("KEY1", await KeyAsync());
        clock.Advance(TimeSpan.FromMinutes(44));
        Assert.Equal(("KEY1", 1), (await KeyAsync(), fetched));

        clock.Advance(TimeSpan.FromMinutes(2)); // fourteen are left
        Assert.Equal("KEY1", await KeyAsync()); // does not wait
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref fetched) == 2, TimeSpan.FromSeconds(30)));
        Assert.Equal("KEY1", await KeyAsync());
        next.SetResult(Calls.Keys(2));
        Assert.True(SpinWait.SpinUntil(() => KeyAsync().Result == "KEY2", TimeSpan.FromSeconds(30)));
        Assert.Equal(2, fetched);

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(("KEY3", 3), (await KeyAsync(), fetched));

        async Task<string> KeyAsync() => (await session.GetCredentialsAsync(default)).AccessKey;
    }

    [Fact]
    public async Task Keys_that_a_wrong_clock_thinks_expired_are_used_all_the_same_and_not_fetched_for_each_call()
    {
        var fetched = 0;
        var session = Calls.Session(Calls.Origin(() => Task.FromResult(Calls.Keys(++fetched)), expires: DateTimeOffset.UnixEpoch));

        Assert.Equal(["KEY1", "KEY1"], [(await session.GetCredentialsAsync(default)).AccessKey, (await session.GetCredentialsAsync(default)).AccessKey]);
    }

    [Fact]
    public async Task Getting_credentials_is_cancelled_when_no_caller_waits_any_more()
    {
        var ended = new TaskCompletionSource();
        CredentialOrigin origin = new("test", "", "test", "Sign in", async (_, token) =>
        {
            await using var registration = token.Register(ended.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return null!;
        });
        var session = Calls.Session(origin);
        using var one = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var waiting = new[] { session.GetCredentialsAsync(one.Token), session.GetCredentialsAsync(other.Token) };

        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[0]);
        Assert.False(ended.Task.IsCompleted);
        await other.CancelAsync();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    private static ImmutableCredentials Of(string key, string token) => new(key, "SECRET", token);

    private static Task<bool> RenewAsync(CredentialSession session, ImmutableCredentials refused) => session.RenewAsync(refused, isLoopback: true, default);
}
