using System.Reflection;

namespace ConnectTimers.Bench.Processes;

/// <summary>What the build notes of where things lie.</summary>
internal static class Outputs
{
    /// <summary>Where the build lays the module out.</summary>
    public static string Module { get; } = Noted("ModuleOutput");

    /// <summary>The scripts of other clients.</summary>
    public static string Clients { get; } = Noted("Clients");

    /// <summary>The worker on AWSSDK.Core.</summary>
    public static string SdkWorker { get; } = Program("SdkWorker");

    /// <summary>The measurements of single pieces.</summary>
    public static string Micro { get; } = Program("Micro");

    /// <summary>The shell, pwsh.dll, which <see cref="Dotnet"/> runs: compiled as an installed one is, where the build could do that.</summary>
    public static string Pwsh { get; } = Path.GetFullPath(Find("CompiledPwsh") ?? Value("Pwsh"));

    /// <summary>Whether <see cref="Pwsh"/> is compiled.</summary>
    public static bool IsPwshCompiled { get; } = Find("CompiledPwsh") is not null;

    /// <summary>The `dotnet` that built the bench.</summary>
    public static string Dotnet { get; } = Value("Dotnet");

    private static string Program(string name) => Noted(name) + (OperatingSystem.IsWindows() ? ".exe" : "");

    private static string Noted(string key) => Path.GetFullPath(Value(key));

    private static string Value(string key) => Find(key)!;

    private static string? Find(string key) =>
        typeof(Outputs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(a => a.Key == key)?.Value;
}
