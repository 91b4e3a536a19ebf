using Amazon.Runtime;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Whose calls they are, of the profiles that <see cref="Surroundings"/> sets up.</summary>
[Collection(nameof(OneAtATime))]
public class CredentialSourceTests
{
    [Fact]
    public async Task Keys_are_taken_as_they_are_typed()
    {
        var credentials = await (await CredentialSource.ResolveAsync(new RunSettings { AccessKey = "A", SecretKey = "S", SessionToken = "T" })).Credentials.GetCredentialsAsync();

        Assert.Equal(("A", "S", "T"), (credentials.AccessKey, credentials.SecretKey, credentials.Token));
    }

    [Fact]
    public async Task A_named_profile_brings_its_keys_and_its_region()
    {
        var source = await CredentialSource.ResolveAsync(new RunSettings { ProfileName = "ops" });

        Assert.Equal(("OPSKEY", "eu-central-1"), ((await source.Credentials.GetCredentialsAsync()).AccessKey, source.ProfileRegion));
    }

    [Fact]
    public async Task The_environment_comes_before_the_default_profile()
    {
        var ofProfile = await CredentialSource.ResolveAsync(new RunSettings());
        using var key = new Variable("AWS_ACCESS_KEY_ID", "ENVKEY");
        using var secret = new Variable("AWS_SECRET_ACCESS_KEY", "s");
        var ofEnvironment = await CredentialSource.ResolveAsync(new RunSettings());

        Assert.Equal("DEFAULTKEY", (await ofProfile.Credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal("ENVKEY", (await ofEnvironment.Credentials.GetCredentialsAsync()).AccessKey);
    }

    [Theory]
    [InlineData("nobody", null, null, null, "ProfileNotFound")]
    [InlineData("ops", "A", "S", null, "ConflictingCredentials")]
    [InlineData(null, "A", null, null, "IncompleteKeys")]
    [InlineData(null, null, "S", null, "IncompleteKeys")]
    [InlineData(null, null, null, "T", "IncompleteKeys")]
    [InlineData(null, "A", null, "T", "IncompleteKeys")]
    public async Task What_does_not_belong_together_is_refused_and_nothing_else_is_tried(string? profile, string? key, string? secret, string? token, string errorId)
    {
        var settings = new RunSettings { ProfileName = profile, AccessKey = key, SecretKey = secret, SessionToken = token };

        var fault = await Assert.ThrowsAsync<RunFaultException>(() => CredentialSource.ResolveAsync(settings));

        Assert.Equal(errorId, fault.Problem.ErrorId);
    }

    [Fact]
    public async Task A_profile_whose_credentials_cannot_be_had_ends_the_run_before_anything_is_sent()
    {
        var fault = await Assert.ThrowsAsync<RunFaultException>(() => CredentialSource.ResolveAsync(new RunSettings { ProfileName = "broken" }));

        Assert.Equal("NoCredentials", fault.Problem.ErrorId);
    }

    [Theory]
    [InlineData("ops", null, "eu-central-1")]
    [InlineData("ops", "eu-west-3", "eu-central-1")]
    [InlineData(null, "eu-west-3", "eu-west-3")]
    [InlineData(null, null, "us-west-2")]
    public async Task The_region_of_a_config_that_names_none_is_the_named_profiles_then_the_environments_then_the_default_profiles(string? profile, string? environment, string region)
    {
        using var variable = new Variable("AWS_REGION", environment);

        var connection = await new ConnectionFactory().OpenAsync(new RunSettings { ProfileName = profile });

        Assert.Equal(region, await connection.FindDefaultRegionAsync());
    }

    [Fact]
    public async Task Calls_of_one_source_region_and_endpoint_share_a_client()
    {
        var factory = new ConnectionFactory();
        var first = (await factory.OpenAsync(new RunSettings { ProfileName = "ops" })).In("eu-west-2");
        var again = (await factory.OpenAsync(new RunSettings { ProfileName = "ops" })).In("eu-west-2");
        var another = (await factory.OpenAsync(new RunSettings { ProfileName = "default" })).In("eu-west-2");

        Assert.Same(first, again);
        Assert.NotSame(first, another);
    }

    [Fact]
    public void Who_signs_in_by_a_program_is_told_which_and_for_which_profile()
    {
        var sso = new SSOAWSCredentials("123456789012", "eu-west-2", "ops", "https://example.awsapps.com/start");

        Assert.Equal("Sign in again with aws sso login --profile 'ops'", CredentialSource.SignInTo(sso, "ops", "otherwise"));
        Assert.Equal("Sign in again with aws sso login", CredentialSource.SignInTo(sso, null, "otherwise"));
    }
}
