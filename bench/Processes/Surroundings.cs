namespace ConnectTimers.Bench.Processes;

/// <summary>What a child's environment must be, whatever the machine's is.</summary>
internal static class Surroundings
{
    private static readonly string EmptyConfig = Written("empty-config");
    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "all_proxy"];

    public static void Prepare(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsInTheWay).ToList())
        {
            environment.Remove(name);
        }

        // PowerShell reports its use from every process that hosts it.
        environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // EC2's metadata is no loopback address, and the machine's own AWS set-up does not concern the bench.
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(AppContext.BaseDirectory, "no-such-credentials");
        environment["AWS_CONFIG_FILE"] = EmptyConfig; // one that is not there would leave the machine's own
    }

    private static string Written(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(path, "");
        return path;
    }

    private static bool IsInTheWay(string name) =>
        name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || Proxies.Contains(name, StringComparer.OrdinalIgnoreCase);
}
