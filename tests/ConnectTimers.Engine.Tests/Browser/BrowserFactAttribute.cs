using System.Reflection;

namespace ConnectTimers.Engine.Tests.Browser;

/// <summary>A test in a browser, or a word about where the browser comes from.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string Folder = typeof(BrowserFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Browser").Value!;

    // None is looked for before the set-up: whatever browser a machine happens to have is none that anybody chose to be tested.
    public BrowserFactAttribute() => Skip = File.Exists(Path.Combine(Folder, ".set-up")) ? null
        : "The report is tested in Chromium where tests/browser/setup.sh has been run.";
}
