using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Tests.Aws;

namespace ConnectTimers.Engine.Tests.Credentials;

public class CredentialSessionTests
{
    private readonly TaskCompletionSource<CredentialSource> _found = new();
    private readonly CredentialSession _session;
    private int _looks;

    public CredentialSessionTests() => _session = new CredentialSession(Source("KEY1"), () =>
    {
        Interlocked.Increment(ref _looks);
        return _found.Task;
    });

    [Fact]
    public async Task Those_who_are_refused_together_look_once()
    {
        var refused = await _session.GetCredentialsAsync();
        var renewals = Enumerable.Range(0, 4).Select(_ => _session.RenewAsync(refused)).ToArray();
        _found.SetResult(Source("KEY2"));

        Assert.All(renewals, renewal => Assert.Same(renewals[0], renewal));
        Assert.All(await Task.WhenAll(renewals), Assert.True);
        Assert.Equal(1, _looks);
        Assert.Equal("KEY2", (await _session.GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task One_who_is_refused_late_finds_the_newer_ones_in_place_and_does_not_look()
    {
        var refused = await _session.GetCredentialsAsync();
        _session.Replace(Source("KEY2"));
        _found.SetResult(Source("KEY3"));

        Assert.True(await _session.RenewAsync(refused));
        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task The_same_credentials_once_more_are_no_renewal()
    {
        _found.SetResult(Source("KEY1"));

        Assert.False(await _session.RenewAsync(await _session.GetCredentialsAsync()));
    }

    [Fact]
    public async Task What_could_not_be_had_is_looked_for_again_at_the_next_refusal()
    {
        _found.SetException(new AmazonClientException("not yet"));
        var refused = await _session.GetCredentialsAsync();

        await Assert.ThrowsAsync<AmazonClientException>(() => _session.RenewAsync(refused));
        await Assert.ThrowsAsync<AmazonClientException>(() => _session.RenewAsync(refused));

        Assert.Equal(2, _looks);
    }

    private static CredentialSource Source(string key) => Calls.Source(new SessionAWSCredentials(key, "SECRET", "TOKEN"));
}
