using System.Management.Automation;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Credentials as people hand them over at a prompt, and what is asked of them there.</summary>
[Collection(nameof(Environment))] // they set the address of STS, an environment variable of the whole process
public sealed class CredentialTests : IDisposable
{
    private const string Call = "Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Region eu-west-2 -EndpointUrl $url -PassThru ";

    private const string Mfa = """
        [source]
        aws_access_key_id = SOURCE
        aws_secret_access_key = SECRET
        [team]
        role_arn = arn:aws:iam::123456789012:role/team
        source_profile = source
        mfa_serial = arn:aws:iam::123456789012:mfa/anna
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("$secret = [Security.SecureString]::new(); 'SECRET'.ToCharArray().ForEach{ $secret.AppendChar($_) }; ", "-Credential ([pscredential]::new('AKIDEXAMPLE', $secret))")]
    [InlineData("[IO.File]::WriteAllText($file, \"[team]`naws_access_key_id = AKIDEXAMPLE`naws_secret_access_key = SECRET\"); ", "-ProfileName team -ProfileLocation $file")]
    public async Task Keys_come_as_a_credential_or_in_a_file_of_ones_own(string before, string arguments)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run(before + Call + arguments, ("url", Url(emulator)), ("file", Path.Combine(_folder.FullName, "profiles")));

        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted"], written.Statuses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_of_any_kind_that_gives_keys_gives_its_token_too(bool isAsync)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, SessionToken = "TOKEN" });
        using var hosted = new Hosted();
        var keys = new Keys("AKIDEXAMPLE", "SECRET", "TOKEN");

        var written = hosted.Run(Call + "-Credential $keeper", ("url", Url(emulator)), ("keeper", isAsync ? new AsyncKeeper(keys) : (object)new Keeper(keys)));

        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted"], written.Statuses);
    }

    [Theory]
    [InlineData("-Credential 5", "InvalidCredential")]
    [InlineData("-Credential ([datetime]::new(2026, 1, 1))", "InvalidCredential")]
    [InlineData("-Credential $pair -ProfileName team", "ConflictingCredentials")]
    [InlineData("-Credential $pair -AccessKey A -SecretKey S", "ConflictingCredentials")]
    public async Task Missing_or_conflicting_credentials_end_the_run_before_anything_is_sent(string arguments, string errorId)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        foreach (var call in new[] { Call, "Find-ChatContact i -Region eu-west-2 -EndpointUrl $url " })
        {
            var written = hosted.Run("$pair = [pscredential]::new('A', [Security.SecureString]::new()); " + call + arguments, ("url", Url(emulator)));

            var error = written.Terminating ?? Assert.Single(written.Errors);
            Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        }

        Assert.Empty(emulator.GetRequests());
    }

    [Theory]
    [InlineData(Call + "-ProfileName team -ProfileLocation $file")]
    [InlineData("Find-ChatContact i -Region eu-west-2 -EndpointUrl $url -RateLimit 0 -ProfileName team -ProfileLocation $file")]
    public async Task The_host_prompts_for_an_MFA_code_once_per_session(string call)
    {
        using var aws = new LoopbackAws();
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, AccessKey = "AssumeRole", SessionToken = "TOKEN", Contacts = [new("i", "c")] });
        var host = new AnsweringHost { Code = "123456" };
        using var hosted = new Hosted(host);
        var file = Profiles(aws);

        var written = hosted.Run($"$env:AWS_ENDPOINT_URL_STS = '{aws.Address}'; {call}; {call}", ("url", Url(emulator)), ("file", file));

        Assert.Empty(written.Errors);
        Assert.Equal(2, written.Output.Count);
        Assert.Equal("Code of the MFA device 'arn:aws:iam::123456789012:mfa/anna'", Assert.Single(host.Asked));
        Assert.Contains("TokenCode=123456", Assert.Single(aws.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_MFA_prompt_the_run_ends_with_MfaUnavailable()
    {
        using var aws = new LoopbackAws();
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted(new AnsweringHost());

        var written = hosted.Run($"$env:AWS_ENDPOINT_URL_STS = '{aws.Address}'; {Call} -ProfileName team -ProfileLocation $file", ("url", Url(emulator)), ("file", Profiles(aws)));

        var error = written.Terminating ?? Assert.Single(written.Errors);
        Assert.StartsWith("MfaUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(aws.Asked);
        Assert.Empty(emulator.GetRequests());
    }

    // In a process of its own: .NET reads the environment's proxy once.
    [Fact]
    public async Task The_environments_proxy_is_used()
    {
        var asked = new TaskCompletionSource<string>();
        using var proxy = new RawServer(async stream =>
        {
            using var reader = new StreamReader(stream);
            asked.TrySetResult(await reader.ReadLineAsync() ?? "");
        });

        var child = (await PwshProcess.RunScriptAsync("""
            param($Ours, $Proxy)
            $env:HTTPS_PROXY = $Proxy
            Import-Module $Ours
            $outcome = Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Region eu-west-2 -AccessKey A -SecretKey S -MaxAttempts 1 -PassThru -ErrorAction SilentlyContinue
            "outcome: $($outcome.Status)"
            """, [Path.Combine(Surroundings.Module, "ConnectTimers.psd1"), proxy.Endpoint.ToString()])).AssertSuccess();

        child.AssertLines("outcome", "Failed");
        Assert.Equal("CONNECT connect.eu-west-2.amazonaws.com:443 HTTP/1.1", await asked.Task);
    }

    [Fact]
    public void WhatIf_and_Test_look_for_no_credentials()
    {
        using var hosted = new Hosted(new AnsweringHost());

        var written = hosted.Run("Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -ProfileName nobody -WhatIf; Test-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Quiet");

        Assert.Empty(written.Errors);
        Assert.Equal([true], written.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Profiles_and_regions_are_completed()
    {
        var file = Path.Combine(_folder.FullName, "profiles");
        File.WriteAllText(file, Mfa.Replace("[source]", "[two words]", StringComparison.Ordinal));
        using var hosted = new Hosted();

        var written = hosted.Run("""
            foreach ($line in "Set-ParticipantRoleConfig -ProfileLocation $file -ProfileName t", 'Find-ChatContact -Region eu-west-', 'Set-ParticipantRoleConfig -Region mars-') {
                [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText -join ' '
            }
            """, ("file", file));

        Assert.Equal("team 'two words'", written.Output[0].ToString());
        Assert.Equal("eu-west-1 eu-west-2 eu-west-3", written.Output[1].ToString());
        Assert.DoesNotContain("mars", written.Output[2]?.ToString() ?? "", StringComparison.Ordinal);
    }

    // A file of its own for each: the module keeps credentials for the process.
    private string Profiles(LoopbackAws aws)
    {
        var file = Path.Combine(_folder.FullName, $"profiles{new Uri(aws.Address).Port}");
        File.WriteAllText(file, Mfa);
        return file;
    }

    /// <summary>As another AWSSDK.Core's credentials look from outside.</summary>
    public sealed class Keeper(Keys keys)
    {
        public Keys GetCredentials() => keys;
    }

    /// <summary>The same, of a version that only has the asynchronous form.</summary>
    public sealed class AsyncKeeper(Keys keys)
    {
        public Task<Keys> GetCredentialsAsync() => Task.FromResult(keys);
    }

    public sealed record Keys(string AccessKey, string SecretKey, string Token);

    private static string Url(ConnectEmulator emulator) => emulator.Endpoint.GetLeftPart(UriPartial.Authority);
}
