using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine.Tests;

/// <summary>The AWS configuration of the tests, independent of the machine's. It is set before all tests, because the SDK locates its files once in a process.</summary>
internal static class TestEnvironment
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "aws")).FullName;
        File.WriteAllText(Path.Combine(folder, "credentials"), """
            [ops]
            aws_access_key_id = OPSKEY
            aws_secret_access_key = s
            [bare]
            aws_access_key_id = BAREKEY
            aws_secret_access_key = s
            [default]
            aws_access_key_id = DEFAULTKEY
            aws_secret_access_key = s
            """);
        File.WriteAllText(Path.Combine(folder, "config"), """
            [profile ops]
            region = eu-central-1
            [profile broken]
            credential_process = /no/such/program
            [default]
            region = us-west-2
            """);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(folder, "credentials"));
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Path.Combine(folder, "config"));

        // The EC2 metadata service is not on loopback.
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
