using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Abstractions;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>Where credentials are looked for, and in which order. What is in no variable here is as <see cref="TestEnvironment"/> has it.</summary>
[Collection(nameof(OneAtATime))]
public class CredentialChainTests
{
    private static readonly ExternalCredentials Given = new(() => new AccessKeys("GIVEN", "SECRET", "TOKEN"), "-Credential");
    private static readonly ExternalCredentials Stored = new(() => new AccessKeys("STORED", "SECRET", null), "$StoredAWSCredentials");

    [Fact]
    public async Task Each_place_comes_before_those_behind_it()
    {
        using var aws = new LoopbackAws();
        using var rig = new CredentialRig("""
            [named]
            aws_access_key_id = NAMED
            aws_secret_access_key = SECRET
            [of-environment]
            aws_access_key_id = ENVIRONMENTPROFILE
            aws_secret_access_key = SECRET
            [default]
            aws_access_key_id = DEFAULT
            aws_secret_access_key = SECRET
            [AWS PS Default]
            aws_access_key_id = TOOLS
            aws_secret_access_key = SECRET
            """);
        var bare = new ConnectionSettings { ProfileLocation = rig.Profiles };
        rig.Set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");
        rig.Set("AWS_SECRET_ACCESS_KEY", "SECRET");
        rig.Set("AWS_PROFILE", "of-environment");
        rig.Set("AWS_WEB_IDENTITY_TOKEN_FILE", rig.File_("token", "a-token"));
        rig.Set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web");
        rig.Set("AWS_ENDPOINT_URL_STS", aws.Address);
        rig.Set("AWS_REGION", "eu-west-2");
        rig.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.Address + "/container");
        rig.Set("AWS_EC2_METADATA_DISABLED", "false");
        rig.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.Address);

        Assert.Equal("TYPED", await CredentialRig.KeyAsync(new ConnectionSettings { AccessKey = "TYPED", SecretKey = "SECRET", ProfileLocation = rig.Profiles, StoredCredential = Stored }));
        Assert.Equal("NAMED", await CredentialRig.KeyAsync(new ConnectionSettings { ProfileName = "named", ProfileLocation = rig.Profiles, StoredCredential = Stored }));
        Assert.Equal("GIVEN", await CredentialRig.KeyAsync(new ConnectionSettings { Credential = Given, ProfileLocation = rig.Profiles, StoredCredential = Stored }));
        Assert.Equal("STORED", await CredentialRig.KeyAsync(new ConnectionSettings { ProfileLocation = rig.Profiles, StoredCredential = Stored }));
        Assert.Equal("ENVIRONMENT", await CredentialRig.KeyAsync(bare));
        rig.Set("AWS_ACCESS_KEY_ID", null);
        rig.Set("AWS_SECRET_ACCESS_KEY", null);
        Assert.Equal("ENVIRONMENTPROFILE", await CredentialRig.KeyAsync(bare));
        rig.Set("AWS_PROFILE", null);
        Assert.Equal("AssumeRoleWithWebIdentity", await CredentialRig.KeyAsync(bare));
        rig.Set("AWS_ROLE_ARN", null);
        Assert.Equal("DEFAULT", await CredentialRig.KeyAsync(bare));
        File.WriteAllText(rig.Profiles, File.ReadAllText(rig.Profiles).Replace("[default]", "[other]", StringComparison.Ordinal));
        Assert.Equal("TOOLS", await CredentialRig.KeyAsync(bare));
        File.WriteAllText(rig.Profiles, "[default]\nregion = eu-west-1\n");
        Assert.Equal("CONTAINER", await CredentialRig.KeyAsync(bare));
        rig.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", null);
        Assert.Equal("INSTANCE", await CredentialRig.KeyAsync(bare));
        rig.Set("AWS_EC2_METADATA_DISABLED", "true");
        Assert.Equal("NoCredentials", (await CredentialRig.ProblemAsync(bare)).ErrorId);
        Assert.Contains("PUT /latest/api/token", aws.Asked); // IMDSv2
    }

    [Theory]
    [InlineData("nobody", null, null, null, "ProfileNotFound")]
    [InlineData("ops", "A", "S", null, "ConflictingCredentials")]
    [InlineData(null, "A", null, null, "IncompleteKeys")]
    [InlineData(null, null, "S", null, "IncompleteKeys")]
    [InlineData(null, null, null, "T", "IncompleteKeys")]
    [InlineData(null, "A", null, "T", "IncompleteKeys")]
    public async Task Conflicting_or_incomplete_credentials_are_rejected_and_no_other_source_is_tried(string? profile, string? key, string? secret, string? token, string errorId)
    {
        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings { ProfileName = profile, AccessKey = key, SecretKey = secret, SessionToken = token, StoredCredential = Stored });

        Assert.Equal((errorId, ProblemCategory.AuthenticationError), (problem.ErrorId, problem.Category));
    }

    [Fact]
    public async Task Two_at_once_are_named()
    {
        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings { ProfileName = "ops", Credential = Given });

        Assert.Equal("-ProfileName and -Credential were given at once.", problem.Message);
    }

    [Fact]
    public async Task An_incomplete_key_pair_in_the_environment_is_not_ignored()
    {
        using var rig = new CredentialRig();
        rig.Set("AWS_ACCESS_KEY_ID", "ENVIRONMENT");

        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings());

        Assert.Equal("IncompleteKeys", problem.ErrorId);
        Assert.StartsWith("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_the_environment_names_and_that_is_not_there_is_an_error()
    {
        using var rig = new CredentialRig("[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = SECRET\n");
        rig.Set("AWS_PROFILE", "gone");

        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings { ProfileLocation = rig.Profiles });

        Assert.Equal("ProfileNotFound", problem.ErrorId);
        Assert.Contains("'gone' (AWS_PROFILE)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ops", null, null, null, "eu-central-1")]
    [InlineData("ops", null, "eu-west-3", null, "eu-west-3")] // as aws --profile has it
    [InlineData("ops", null, null, "eu-north-1", "eu-north-1")]
    [InlineData("ops", "ap-south-1", null, null, "eu-central-1")]
    [InlineData("bare", "ap-south-1", null, null, "ap-south-1")]
    [InlineData(null, "ap-south-1", "eu-west-3", null, "ap-south-1")]
    [InlineData(null, null, "eu-west-3", "eu-north-1", "eu-west-3")]
    [InlineData(null, null, null, "eu-north-1", "eu-north-1")]
    [InlineData(null, null, null, null, "us-west-2")]
    public async Task The_region_is_the_environments_and_the_profiles_and_the_sessions_comes_before_or_after_them(
        string? profile, string? storedRegion, string? environment, string? environmentDefault, string region)
    {
        using var variable = new Variable("AWS_REGION", environment);
        using var another = new Variable("AWS_DEFAULT_REGION", environmentDefault);
        using var factory = new Engine.Aws.ConnectionFactory(TimeProvider.System);

        var connection = await factory.OpenAsync(new ConnectionSettings { ProfileName = profile, StoredRegion = storedRegion }, CancellationToken.None);

        Assert.Equal(region, await connection.FindDefaultRegionAsync());
    }

    [Fact]
    public async Task External_credentials_are_read_again_for_each_call()
    {
        var count = 0;
        var given = new ExternalCredentials(() => new AccessKeys($"KEY{++count}", "SECRET", null), "-Credential");
        var session = await CredentialRig.OpenAsync(new ConnectionSettings { Credential = given });

        Assert.Equal(["KEY2", "KEY3"], [(await session.GetCredentialsAsync(default)).AccessKey, (await session.GetCredentialsAsync(default)).AccessKey]);
    }

    [Fact]
    public async Task External_credentials_that_fail_report_only_the_reason()
    {
        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings
        {
            Credential = new ExternalCredentials(() => throw new InvalidOperationException("Its session is over."), "-Credential"),
        });

        Assert.Equal(("NoCredentials", "Could not get AWS credentials: Its session is over."), (problem.ErrorId, problem.Message));
        Assert.StartsWith("Renew what is in -Credential", problem.RecommendedAction, StringComparison.Ordinal);
    }
}
