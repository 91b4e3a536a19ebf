namespace ConnectTimers.Acceptance.Tests.Windows;

/// <summary>A test on the Windows builds of .NET and PowerShell, or a word about where they come from.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WindowsFactAttribute : FactAttribute
{
    public WindowsFactAttribute() => Skip = File.Exists(Path.Combine(WindowsRun.Folder, ".set-up")) ? null
        : "The module is tried on Windows' builds, under Wine, where tests/windows/setup.sh has been run.";
}
