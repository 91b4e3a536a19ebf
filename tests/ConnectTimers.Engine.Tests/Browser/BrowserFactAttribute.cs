using System.Reflection;

namespace ConnectTimers.Engine.Tests.Browser;

/// <summary>A test in a browser; skipped with a notice of how to install it if there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>The folder tests/browser, with what its set-up installed.</summary>
    public static string Folder { get; } = typeof(BrowserFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Browser").Value!;

    // Only the browser of the set-up is used, not one that happens to be installed.
    public BrowserFactAttribute() => Skip = File.Exists(Path.Combine(Folder, ".set-up")) ? null
        : "The report is tested in Chromium where tests/browser/setup.sh has been run.";
}
