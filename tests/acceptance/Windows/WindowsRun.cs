using System.Diagnostics;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.Acceptance.Tests.Windows;

/// <summary>One run of tests/windows/run.ps1 against an emulator on this side of Wine.</summary>
public sealed class WindowsRun
{
    // Two shells without tiered compilation: a minute on a quiet machine.
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(10);

    // Not in the constructor: a class whose tests are all skipped has its fixture made nevertheless.
    private readonly Lazy<Task<ProcessResult>> _result = new(RunAsync);

    /// <summary>tests/windows/.</summary>
    public static string Folder { get; } = BuiltPath.Of("WindowsFolder");

    /// <summary>What the script wrote; it has ended well.</summary>
    public Task<ProcessResult> GetResultAsync() => _result.Value;

    private static async Task<ProcessResult> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("connect timers-");
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        try
        {
            emulator.SetContacts(
                new EmulatedContact("j", "waiting"),
                new EmulatedContact("j", "ended", ContactState.Ended));
            using var process = new Wine([
                Path.Combine(Folder, "run.ps1"), Path.Combine(BuiltPath.Of("ModuleOutput"), "ConnectTimers.psd1"),
                emulator.Endpoint.GetLeftPart(UriPartial.Authority), folder.FullName]) { Timeout = Hangs };
            var result = await process.WaitAsync();
            result.Assert(result.ExitCode == 0, "The script failed.");
            return result;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Wine(IEnumerable<string> arguments) : ChildProcess(new ProcessStartInfo(Path.Combine(Folder, "powershell.sh"), arguments));
}
