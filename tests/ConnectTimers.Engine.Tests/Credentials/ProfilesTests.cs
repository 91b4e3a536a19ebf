using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Engine.Tests.Execution;
using ConnectTimers.Abstractions;
using ConnectTimers.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>Every kind of profile, against services on this machine; and what is said of those that cannot be used.</summary>
[Collection(nameof(OneAtATime))]
public class ProfilesTests
{
    private const string Source = "[source]\naws_access_key_id = SOURCE\naws_secret_access_key = SECRET\n";
    private const string Role = "role_arn = arn:aws:iam::123456789012:role/ops\nsource_profile = source\n";
    private const string Sso = "sso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-2\nsso_account_id = 123456789012\nsso_role_name = ops\n";

    [Fact]
    public async Task A_role_is_assumed_with_its_source_and_its_external_id()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}external_id = the-id\nregion = eu-west-1\n");

        Assert.Equal("AssumeRole", await CredentialRig.KeyAsync(Team(rig)));

        var asked = Assert.Single(aws.Asked);
        Assert.Contains("ExternalId=the-id", asked, StringComparison.Ordinal);
        Assert.Contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fops", asked, StringComparison.Ordinal);
        Assert.Contains("Credential=SOURCE/", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_with_a_device_asks_for_its_code_and_gives_it_on()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}mfa_serial = arn:aws:iam::123456789012:mfa/anna\n");
        var asked = new List<string>();

        var key = await CredentialRig.KeyAsync(new ConnectionSettings
        {
            ProfileName = "team",
            ProfileLocation = rig.Profiles,
            AskMfaCode = serial =>
            {
                asked.Add(serial);
                return " 123456 ";
            },
        });

        Assert.Equal("AssumeRole", key);
        Assert.Equal(["arn:aws:iam::123456789012:mfa/anna"], asked);
        Assert.Contains("TokenCode=123456", Assert.Single(aws.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_may_take_longer_than_a_program()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}mfa_serial = m\n");
        var clock = new FakeTimeProvider();

        var session = await CredentialRig.OpenAsync(new ConnectionSettings
        {
            ProfileName = "team",
            ProfileLocation = rig.Profiles,
            AskMfaCode = _ =>
            {
                clock.Advance(TimeSpan.FromMinutes(5));
                return "123456";
            },
        }, clock: clock);

        Assert.Equal("AssumeRole", (await session.GetCredentialsAsync(default)).AccessKey);
    }

    [Fact]
    public async Task An_MFA_device_without_a_prompt_is_an_error_that_says_so()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}mfa_serial = arn:aws:iam::123456789012:mfa/anna\n");

        var problem = await CredentialRig.ProblemAsync(Team(rig));

        Assert.Equal(("MfaUnavailable", ProblemCategory.AuthenticationError), (problem.ErrorId, problem.Category));
        Assert.Contains("-NonInteractive", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(aws.Asked);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_an_error_with_the_services_code()
    {
        using var aws = new LoopbackAws { Refusal = 403 };
        using var rig = Rig(aws, $"{Source}[team]\n{Role}");

        var problem = await CredentialRig.ProblemAsync(Team(rig));

        Assert.Equal("CredentialsRejected", problem.ErrorId);
        Assert.Contains("AccessDenied (HTTP 403)", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("Renew the credentials that profile 'team' assumes its role with", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, "SSO")]
    [InlineData(-60, null)]
    [InlineData(null, null)]
    public async Task Single_sign_on_uses_the_token_that_the_aws_cli_keeps_and_never_signs_in_by_itself(int? minutesLeft, string? key)
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"[team]\n{Sso}");
        if (minutesLeft is { } left)
        {
            // The AWS CLI's name for it: the SHA-1 of the start URL.
            rig.File_(".aws/sso/cache/e8be5486177c5b5392bd9aa76563515b29358e6e.json", $$"""{"startUrl":"https://example.awsapps.com/start","region":"eu-west-2","accessToken":"SSOTOKEN","expiresAt":"{{TimeProvider.System.GetUtcNow().AddMinutes(left):yyyy-MM-ddTHH:mm:ssZ}}"}""");
        }

        if (key is not null)
        {
            Assert.Equal(key, await CredentialRig.KeyAsync(Team(rig)));
            Assert.Equal("GET /federation/credentials?account_id=123456789012&role_name=ops SSOTOKEN", Assert.Single(aws.Asked));
            return;
        }

        var problem = await CredentialRig.ProblemAsync(Team(rig));
        Assert.Equal("SignInNeeded", problem.ErrorId);
        Assert.Equal("Sign in with aws sso login --profile team; nothing was sent.", problem.RecommendedAction);
        Assert.Empty(aws.Asked);
    }

    [Fact]
    public async Task Credentials_are_fetched_once_for_the_process_and_again_when_they_are_about_to_run_out()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}");
        var sessions = new CredentialSessions(TimeProvider.System);
        for (var run = 0; run < 5; run++)
        {
            await (await CredentialRig.OpenAsync(Team(rig), sessions)).GetCredentialsAsync(default);
        }

        Assert.Single(aws.Asked);
        File.AppendAllText(rig.Profiles, "duration_seconds = 900\nexternal_id = another\n");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        sessions = new CredentialSessions(clock);
        var session = await CredentialRig.OpenAsync(Team(rig), sessions, clock);
        Assert.Equal(2, aws.Asked.Count); // the profile has changed
        clock.Advance(TimeSpan.FromMinutes(50));
        await session.GetCredentialsAsync(default);
        SpinWait.SpinUntil(() => aws.Asked.Count > 2, TimeSpan.FromSeconds(30)); // in the background, while the old ones are still good
        Assert.Equal(3, aws.Asked.Count);
        Assert.Contains("DurationSeconds=900", aws.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_opened_at_the_same_time_share_one_sign_in()
    {
        using var aws = new LoopbackAws();
        using var rig = Rig(aws, $"{Source}[team]\n{Role}");
        var sessions = new CredentialSessions(TimeProvider.System);

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CredentialRig.OpenAsync(Team(rig), sessions))));

        Assert.Single(opened.Distinct());
        Assert.Single(aws.Asked);
    }

    [Theory]
    [InlineData("echo rubbish", "CredentialProcessFailed", "did not print")]
    [InlineData("echo '{\"Version\":9}'", "CredentialProcessFailed", "did not print")]
    [InlineData("sh -c 'echo MarkedSecret >&2; exit 3'", "CredentialProcessFailed", "ended with 3")]
    [InlineData("/no/such/program", "CredentialProcessFailed", "ended with 127")]
    public async Task A_failed_credential_process_is_described_and_its_output_is_not_quoted(string program, string errorId, string said)
    {
        using var rig = new CredentialRig($"[team]\ncredential_process = {program}\n");

        var problem = await CredentialRig.ProblemAsync(Team(rig));

        Assert.Equal(errorId, problem.ErrorId);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Marked", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_not_waited_for()
    {
        using var rig = new CredentialRig("[team]\ncredential_process = sleep 20\n");

        var problem = await CredentialRig.ProblemAsync(Team(rig), new FastClock(100));

        Assert.Equal(("CredentialsHang", "The credential provider did not respond within 60 s."), (problem.ErrorId, problem.Message));
    }

    [Theory]
    [InlineData("[team]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\n[b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = team\n", "ProfileInvalid", "refers to itself")]
    [InlineData("[team]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = gone\n", "ProfileInvalid", "'team'")]
    [InlineData("[team]\nrole_arn = arn:aws:iam::1:role/a\n", "ProfileIncomplete", "'team'")]
    [InlineData("[team]\naws_access_key_id = A\n", "ProfileIncomplete", "half")]
    [InlineData("[team]\nregion = eu-west-2\n", "ProfileIncomplete", "'team'")]
    [InlineData("[team]\naws_access_key_id = A\nMarkedSecret\n", "ProfileFileUnreadable", "line 3 of '")]
    [InlineData("[team]\naws_access_key_id = A\naws_access_key_id = MarkedSecret\n", "ProfileFileUnreadable", "line 3 of '")]
    [InlineData("[team]\n[other]\n[team]\n", "ProfileFileUnreadable", "line 3 of '")]
    [InlineData("MarkedSecret = 1\n[team]\n", "ProfileFileUnreadable", "line 1 of '")]
    [InlineData("[Team]\naws_access_key_id = A\naws_secret_access_key = S\n", "ProfileNotFound", "'team' (-ProfileName)")]
    [InlineData("[other]\n", "ProfileNotFound", "'team' (-ProfileName)")]
    public async Task An_unusable_profile_is_an_error_that_describes_the_problem(string profiles, string errorId, string said)
    {
        using var rig = new CredentialRig(profiles);

        var problem = await CredentialRig.ProblemAsync(Team(rig));

        Assert.Equal((errorId, ProblemCategory.AuthenticationError), (problem.ErrorId, problem.Category));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Marked", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("nothing was sent.", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_the_one_that_the_environment_names_now()
    {
        using var rig = new CredentialRig();
        var team = new ConnectionSettings { ProfileName = "team" };
        rig.File_(Path.Combine(".aws", "credentials"), Keys("HOME"));
        foreach (var name in (string[])["ONE", "TWO"])
        {
            rig.Set("AWS_SHARED_CREDENTIALS_FILE", rig.File_(name, Keys(name)));
            Assert.Equal(name, await CredentialRig.KeyAsync(team));
        }

        rig.Set("AWS_SHARED_CREDENTIALS_FILE", "/no/such/file");
        Assert.Equal("ProfileNotFound", (await CredentialRig.ProblemAsync(team)).ErrorId);
        rig.Set("AWS_SHARED_CREDENTIALS_FILE", null);
        Assert.Equal("HOME", await CredentialRig.KeyAsync(team));
        rig.Set("AWS_CONFIG_FILE", rig.File_("other", "[profile team]\naws_session_token = OTHER\n"));
        Assert.Equal("OTHER", (await (await CredentialRig.OpenAsync(team)).GetCredentialsAsync(default)).Token);

        static string Keys(string key) => $"[team]\naws_access_key_id = {key}\naws_secret_access_key = SECRET\n";
    }

    [Fact]
    public void Names_are_those_of_the_file_and_of_the_config_beside_it()
    {
        using var rig = new CredentialRig($"{Source}{Source.Replace("source", "a b", StringComparison.Ordinal)}");

        Assert.Equal(["a b", "source"], new TimerEngine().GetProfileNames(rig.Profiles).Intersect(["a b", "source"]));
    }

    private static ConnectionSettings Team(CredentialRig rig) => new() { ProfileName = "team", ProfileLocation = rig.Profiles };

    private static CredentialRig Rig(LoopbackAws aws, string profiles)
    {
        var rig = new CredentialRig(profiles);
        rig.Set("AWS_ENDPOINT_URL_STS", aws.Address);
        rig.Set("AWS_ENDPOINT_URL_SSO", aws.Address);
        rig.Set("AWS_ENDPOINT_URL_SSO_OIDC", aws.Address);
        return rig;
    }
}
