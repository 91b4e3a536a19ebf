using System.Diagnostics;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Queue;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>The description of a connection, roles in many accounts, and values in unusual notations.</summary>
[Collection(nameof(OneAtATime))]
public class ConnectionTests
{
    private const string Keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = THE-SECRET\n";

    // AWS_PROFILE=local and -ProfileName prod went to the address of local; the reverse would have rehearsed against production.
    [Theory]
    [InlineData("local", "prod", "https://connect.eu-west-2.amazonaws.com", "eu-west-2")]
    [InlineData("prod", "local", "http://127.0.0.1:4566", "us-east-1")]
    [InlineData(null, "local", "http://127.0.0.1:4566", "us-east-1")]
    [InlineData("local", null, "http://127.0.0.1:4566", "us-east-1")]
    [InlineData("local", "fips", "https://connect-fips.eu-west-2.amazonaws.com", "eu-west-2")]
    public async Task The_named_profiles_address_and_region_count_and_are_described_before_anything_is_sent(string? environment, string? named, string endpoint, string region)
    {
        using var rig = new CredentialRig(string.Concat(new[] { "local", "prod", "fips" }.Select(name => $"[{name}]\n{Keys}")));
        rig.Set("AWS_SHARED_CREDENTIALS_FILE", rig.Profiles);
        rig.Set("AWS_CONFIG_FILE", rig.File_("config", """
            [profile local]
            region = us-east-1
            endpoint_url = http://127.0.0.1:4566
            [profile prod]
            region = eu-west-2
            [profile fips]
            region = eu-west-2
            use_fips_endpoint = true
            """));
        rig.Set("AWS_PROFILE", environment);
        ConnectionDescription? described = null;
        using var factory = new ConnectionFactory(TimeProvider.System);

        var connection = await factory.OpenAsync(new ConnectionSettings { ProfileName = named, Connected = d => described = d }, default);

        Assert.Equal(endpoint, connection.In((await connection.FindDefaultRegionAsync())!).Endpoint);
        Assert.Equal((region, endpoint), (described!.Region, described.Endpoint));
        Assert.Contains($"profile '{named ?? environment}' ({(named is null ? "AWS_PROFILE" : "-ProfileName")})", described.ToString(), StringComparison.Ordinal);
        Assert.Contains("region of profile", described.RegionSource, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", described.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_to_a_queue_fetches_the_credentials_once_and_is_described_with_them()
    {
        using var rig = new CredentialRig();
        var (asked, described) = (0, new List<ConnectionDescription>());
        using var factory = new ConnectionFactory(TimeProvider.System);
        var connection = await factory.OpenAsync(new ConnectionSettings
        {
            Credential = new ExternalCredentials(() => new AccessKeys($"KEY{++asked}", "THE-SECRET", null), "-Credential"),
            IsForQueue = true,
            Connected = described.Add,
        }, default);

        var queue = await connection.QueueAsync(QueueAddress.Read("https://sqs.eu-west-2.amazonaws.com/111122223333/chats"));

        Assert.Equal(1, asked);
        var description = Assert.Single(described);
        Assert.Equal(("KEY1", "eu-west-2", "-QueueUrl"), (description.AccessKeyId, description.Region, description.RegionSource));
        Assert.Equal((queue.Endpoint, "AWS"), (description.Endpoint, description.EndpointSource));
    }

    [Fact]
    public async Task A_role_is_assumed_once_per_account_and_a_rejection_is_one_error_for_its_account()
    {
        using var aws = new LoopbackAws();
        using var rig = new CredentialRig();
        rig.Set("AWS_ENDPOINT_URL_STS", aws.Address);
        using var factory = new ConnectionFactory(TimeProvider.System);
        var connection = await factory.OpenAsync(new ConnectionSettings
        {
            AccessKey = "AKIDEXAMPLE",
            SecretKey = "THE-SECRET",
            RoleName = "timers",
            ExternalId = "the-id",
            RoleSessionName = "night",
        }, default);

        var services = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => connection.InAsync("eu-west-2", i % 2 == 0 ? "111122223333" : "444455556666", default)));

        Assert.Equal(2, services.Distinct().Count());
        Assert.Equal(2, aws.Asked.Count);
        Assert.All(aws.Asked, asked => Assert.Contains("ExternalId=the-id", asked, StringComparison.Ordinal));
        Assert.Contains(aws.Asked, asked => asked.Contains("arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Ftimers", StringComparison.Ordinal));
        aws.Refusal = 403;
        var refused = await Assert.ThrowsAsync<AccountFaultException>(() => connection.InAsync("us-gov-west-1", "777788889999", default));
        var again = await Assert.ThrowsAsync<AccountFaultException>(() => connection.InAsync("us-gov-west-1", "777788889999", default));
        Assert.Same(refused.Problem, again.Problem);
        Assert.Equal(("CredentialsRejected", "777788889999"), (refused.Problem.ErrorId, refused.Problem.Account));
        Assert.Contains("arn:aws-us-gov:iam::777788889999:role/timers", refused.Problem.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("AccountUnknown", (await Assert.ThrowsAsync<AccountFaultException>(() => connection.InAsync("eu-west-2", null, default))).Problem.ErrorId);
    }

    [Theory]
    [InlineData("[profile 'my ops']", "my ops")]
    [InlineData("[profile \"my ops\"]", "my ops")]
    [InlineData("[profile my ops]", "my ops")]
    [InlineData("[ profile\t'ops' ]", "ops")]
    [InlineData("[profile ops] # for the night", "ops")]
    [InlineData("[Profile ops]", "ops")]
    [InlineData("[profile it\\'s]", "it's")]
    [InlineData("\ufeff[profile ops]", "ops")]
    public void A_section_is_found_however_its_name_is_written(string header, string name)
    {
        using var rig = new CredentialRig();
        rig.Set("AWS_CONFIG_FILE", rig.File_("config", $"{header}\r\nREGION : eu-west-2 \r\n; a comment\r\n# another\r\n"));

        Assert.Equal("eu-west-2", AwsFiles.Read(null).Find(name)?["region"]?.Value);
    }

    [Fact]
    public void An_sso_session_is_found_by_a_name_in_quotation_marks()
    {
        using var rig = new CredentialRig();
        rig.Set("AWS_CONFIG_FILE", rig.File_("config", """
            [profile sso]
            sso_session = My Corp
            sso_account_id = 111122223333
            sso_role_name = Admin
            [sso-session 'My Corp']
            sso_start_url = https://example.awsapps.com/start
            sso_region = us-east-1
            """));

        var signIn = SsoSignIn.Of(AwsFiles.Read(null).Find("sso")!);

        Assert.Equal(new SsoSignIn("https://example.awsapps.com/start", "us-east-1", "111122223333", "Admin", "My Corp"), signIn);
    }

    [Theory]
    [InlineData("AWS_REGION", "us-east-1 ", "us-east-1")]
    [InlineData("AWS_REGION", "us-east-1\r", "us-east-1")]
    [InlineData("AWS_REGION", "US-EAST-1", "us-east-1")]
    [InlineData("AWS_DEFAULT_REGION", "\tEu-West-2\r\n", "eu-west-2")]
    [InlineData("AWS_REGION", "\"us-east-1\"", null)]
    [InlineData("AWS_REGION", "us-\neast-1", null)]
    [InlineData("AWS_ENDPOINT_URL_CONNECT", "http://127.0.0.1\r\nX: y", null)]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "1", null)]
    [InlineData("AWS_PROFILE", "op\u200bs", null)]
    public void A_value_of_the_environment_is_read_or_its_variable_is_named_in_one_error(string variable, string value, string? region)
    {
        using var set = new Variable(variable, value);

        if (region is not null)
        {
            Assert.Equal(region, AwsSettings.Read(new ConnectionSettings()).Region?.Value);
            return;
        }

        var problem = Assert.Throws<RunFaultException>(() => AwsSettings.Read(new ConnectionSettings())).Problem;
        Assert.StartsWith(variable + " ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("nothing was sent.", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, c => char.IsControl(c));
    }

    [Theory]
    [InlineData("AKIDEXAMPLE\n", "THE-SECRET", "TOKEN\r\n", null)]
    [InlineData("AKID\r\nX-Evil: 1", "THE-SECRET", null, "AWS_ACCESS_KEY_ID")]
    [InlineData("AKIDEXAMPLE", "THE-SECRET", "TOK\r\nX-Evil: 1", "AWS_SESSION_TOKEN")]
    [InlineData("AKIDEXAMPLE", "THE SECRET", null, "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AKIDEXAMPLÉ", "THE-SECRET", null, "AWS_ACCESS_KEY_ID")]
    public async Task Keys_are_used_for_signing_or_rejected_before_anything_is_sent(string key, string secret, string? token, string? named)
    {
        using var rig = new CredentialRig();
        rig.Set("AWS_ACCESS_KEY_ID", key);
        rig.Set("AWS_SECRET_ACCESS_KEY", secret);
        rig.Set("AWS_SESSION_TOKEN", token);

        if (named is null)
        {
            Assert.Equal("AKIDEXAMPLE", await CredentialRig.KeyAsync(new ConnectionSettings()));
            return;
        }

        var problem = await CredentialRig.ProblemAsync(new ConnectionSettings());
        Assert.Equal("InvalidCharacter", problem.ErrorId);
        Assert.StartsWith(named + " ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_profiles_in_the_environment_are_an_error()
    {
        using var one = new Variable("AWS_PROFILE", "one");
        using var two = new Variable("AWS_DEFAULT_PROFILE", "other");

        Assert.Equal("ConflictingProfiles", Assert.Throws<RunFaultException>(() => AwsSettings.Read(new ConnectionSettings())).Problem.ErrorId);
    }

    [Fact]
    public async Task A_program_that_is_given_up_is_ended_with_its_children()
    {
        using var rig = new CredentialRig();
        var file = rig.File_("pid", "");
        rig.Set("AWS_CONFIG_FILE", rig.File_("config", $"[profile slow]\ncredential_process = sh -c 'sleep 300 & echo $! > {file}; wait'\n"));
        using var stop = new CancellationTokenSource();
        var opening = new CredentialSessions(TimeProvider.System).OpenAsync(CredentialRig.Context(new ConnectionSettings { ProfileName = "slow" }), stop.Token);
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(file).EndsWith('\n'), TimeSpan.FromSeconds(60)));
        using var child = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file), System.Globalization.CultureInfo.InvariantCulture));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
    }
}
