using Amazon.Runtime;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Temporary credentials as an assumed role's or SSO's: fetched when they are asked for, and kept; here they never run out.</summary>
internal sealed class CountedCredentials(string key, string token) : RefreshingAWSCredentials
{
    private int _fetched;

    public int Fetched => _fetched;

    protected override CredentialsRefreshState GenerateNewCredentials()
    {
        Interlocked.Increment(ref _fetched);
        return new CredentialsRefreshState(new ImmutableCredentials(key, "SECRET", token), DateTime.MaxValue);
    }
}
