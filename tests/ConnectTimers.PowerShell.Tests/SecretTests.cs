using System.Collections;
using System.Management.Automation;
using System.Text;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Nothing the module writes holds a secret, whatever goes wrong.</summary>
public class SecretTests
{
    private const string Secret = "MarkedSecretKey/0123456789+abcdefghijk";
    private const string Token = "MarkedSessionToken//////////0123456789";

    [Theory]
    [InlineData("AKIDEXAMPLE", "", "")]
    [InlineData("AKIDUNKNOWN", "", "")]
    [InlineData("AKIDEXAMPLE", "throttle", "")]
    [InlineData("AKIDEXAMPLE", "500", "")]
    [InlineData("AKIDEXAMPLE", "reset", "")]
    [InlineData("AKIDEXAMPLE", "", "-EndpointUrl http://127.0.0.1:1")]
    [InlineData("AKIDEXAMPLE", "", "-EndpointUrl http://example.com")]
    [InlineData("AKIDEXAMPLE", "", "-ProfileName nobody")]
    [InlineData("AKIDEXAMPLE", "", "-CustomerIdle 1")]
    public async Task No_stream_and_no_error_holds_a_secret(string accessKey, string fault, string arguments)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Faults = fault.Length == 0 ? [] : [FaultRule.Of(fault, 1)],
        });
        using var hosted = new Hosted();
        var connect = new Hashtable { ["AccessKey"] = accessKey, ["SecretKey"] = Secret, ["SessionToken"] = Token, ["Region"] = "eu-west-2", ["RateLimit"] = 0 };
        if (!arguments.Contains("-EndpointUrl", StringComparison.Ordinal))
        {
            connect["EndpointUrl"] = emulator.Endpoint.ToString();
        }

        if (!arguments.Contains("-CustomerIdle", StringComparison.Ordinal))
        {
            connect["CustomerIdle"] = 5;
        }

        var written = hosted.Run("try { 'a','b' | Set-ParticipantRoleConfig -InstanceId i -PassThru -Verbose -Debug @connect " + arguments + " } catch { $_ }", ("connect", connect));

        var all = Described(written);
        Assert.NotEmpty(all);
        Assert.DoesNotContain("Marked", all, StringComparison.Ordinal);
    }

    // A broken file of profiles, a program that says its secret and fails, an MFA device without a prompt for its code, an object that throws.
    [Theory]
    [InlineData("$connect.ProfileName = 'broken'", "[broken]\naws_access_key_id = A\naws_secret_access_key MarkedSecret\n")]
    [InlineData("$connect.ProfileName = 'half'", "[half]\naws_secret_access_key = MarkedSecret\n")]
    [InlineData("$connect.ProfileName = 'program'", "[program]\ncredential_process = sh -c 'echo MarkedSecret; echo MarkedSecret >&2; exit 3'\n")]
    [InlineData("$connect.ProfileName = 'rubbish'", "[rubbish]\ncredential_process = echo MarkedSecret\n")]
    [InlineData("$connect.ProfileName = 'keys'", "[keys]\naws_access_key_id = A\naws_secret_access_key = MarkedSecret\naws_session_token = MarkedToken\n")]
    [InlineData("$connect.ProfileName = 'role'", "[s]\naws_access_key_id = A\naws_secret_access_key = MarkedSecret\n[role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = s\nmfa_serial = m\n")]
    [InlineData("$secret = [Security.SecureString]::new(); 'MarkedSecret'.ToCharArray().ForEach{ $secret.AppendChar($_) }; $connect.Remove('ProfileLocation'); $connect.Credential = [pscredential]::new('AKIDEXAMPLE', $secret)", "")]
    [InlineData("$connect.Remove('ProfileLocation'); $connect.Credential = 'MarkedSecret'", "")]
    public async Task No_message_about_credentials_from_another_source_holds_a_secret(string before, string profiles)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var file = Path.Combine(folder.FullName, "profiles");
            File.WriteAllText(file, profiles);
            var connect = new Hashtable { ["EndpointUrl"] = emulator.Endpoint.ToString(), ["Region"] = "eu-west-2", ["RateLimit"] = 0, ["ProfileLocation"] = file };

            var written = hosted.Run($$"""
                {{before}}
                try { 'a','b' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 -PassThru -Verbose -Debug -JournalPath $journal @connect } catch { $_ }
                try { Find-ChatContact i -Verbose -Debug @connect } catch { $_ }
                """, ("connect", connect), ("journal", Path.Combine(folder.FullName, "run.jsonl")));

            var all = Described(written);
            Assert.NotEmpty(all);
            Assert.DoesNotContain("Marked", all, StringComparison.Ordinal);
            var journal = Path.Combine(folder.FullName, "run.jsonl");
            Assert.DoesNotContain("Marked", File.Exists(journal) ? File.ReadAllText(journal) : "", StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_secret_can_be_given_as_a_secure_string()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, SessionToken = "TOKEN" });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $secret = [Security.SecureString]::new(); 'SECRET'.ToCharArray().ForEach{ $secret.AppendChar($_) }
            $token = [Security.SecureString]::new(); 'TOKEN'.ToCharArray().ForEach{ $token.AppendChar($_) }
            Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Region eu-west-2 -EndpointUrl $url -AccessKey AKIDEXAMPLE -SecretKey $secret -SessionToken $token -PassThru
            """, ("url", emulator.Endpoint.ToString()));

        Assert.Equal(["Accepted"], written.Statuses);
    }

    [Fact]
    public async Task A_secret_read_from_a_file_is_a_secret_like_any_other()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, SecretKey = Secret });
        using var hosted = new Hosted();

        // Get-Content's lines are strings with properties on them, so PowerShell hands them over wrapped.
        var written = hosted.Run("""
            $secret = [Management.Automation.PSObject]::AsPSObject($plain)
            $secret.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new('PSPath', 'secret.txt'))
            Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 -Region eu-west-2 -EndpointUrl $url -AccessKey AKIDEXAMPLE -SecretKey $secret -PassThru
            """, ("url", emulator.Endpoint.ToString()), ("plain", Secret));

        Assert.DoesNotContain(written.Errors, e => e.ToString().Contains("Marked", StringComparison.Ordinal));
        Assert.Equal(["Accepted"], written.Statuses);
    }

    private static string Described(Written written)
    {
        var all = new StringBuilder();
        foreach (var item in written.Output.Concat<object>(written.Errors).Concat(written.Warnings).Concat(written.Verbose).Concat(written.Information).Concat(written.Progress))
        {
            Describe(item, all);
        }

        return all.ToString();
    }

    private static void Describe(object item, StringBuilder into)
    {
        into.AppendLine(item.ToString());
        foreach (var property in PSObject.AsPSObject(item).Properties.OfType<PSProperty>())
        {
            into.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{property.Name}={property.Value}");
        }

        if (((item as PSObject)?.BaseObject ?? item) is ErrorRecord error)
        {
            into.AppendLine(error.Exception.ToString()).AppendLine(error.ErrorDetails?.RecommendedAction).AppendLine(error.TargetObject?.ToString());
        }
    }
}
