using System.Reflection;
using System.Runtime.CompilerServices;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>What the tests' process must be before the first engine loads.</summary>
internal static class Surroundings
{
    /// <summary>The module as it ships: what every test here imports.</summary>
    public static string Module { get; } = Built("ModuleOutput");

    /// <summary>A path that the build has put into this assembly.</summary>
    public static string Built(string key) => Path.GetFullPath(typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == key).Value!);

    [ModuleInitializer]
    internal static void Prepare()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        // The tests use no AWS settings of the machine, and do not query EC2's metadata, which has no loopback address.
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(AppContext.BaseDirectory, "no-such-credentials"));
        var config = Path.Combine(AppContext.BaseDirectory, "empty-config"); // one that is not there would leave the machine's own
        File.WriteAllText(config, "");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", config);
    }
}
