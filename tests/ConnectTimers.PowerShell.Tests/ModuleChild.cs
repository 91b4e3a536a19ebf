using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// A script run to its end by tests/ModuleHost, and what it said. The child inherits this process's surroundings, so it has no AWS
/// set-up either.
/// </summary>
internal sealed record ModuleChild(int? ExitCode, string Output, string Errors)
{
    // A child is done in about two seconds; after a minute it hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The module that holds another AWSSDK.Core in the default load context.</summary>
    public static string Lookalike { get; } = Surroundings.Built("LookalikeOutput");

    public static async Task<ModuleChild> RunAsync(string script, params string[] arguments)
    {
        var child = await RunAsync(script, () => false, arguments);
        child.Assert(child.ExitCode == 0 && child.Errors.Length == 0, "The script fails.");
        return child;
    }

    /// <summary>Runs a program of ours in place of a script.</summary>
    public static async Task<ModuleChild> RunProgramAsync(string program, params string[] arguments)
    {
        var child = await RunAsync(new ProcessStartInfo(Dotnet, [program, .. arguments]), () => false);
        child.Assert(child.ExitCode == 0 && child.Errors.Length == 0, "The program fails.");
        return child;
    }

    /// <summary>Runs a script and kills its process in the middle (SIGKILL on Unix), as soon as the condition holds.</summary>
    public static async Task KillAsync(string script, Func<bool> when, params string[] arguments)
    {
        var child = await RunAsync(script, when, arguments);
        child.Assert(child.ExitCode != 0 && child.Errors.Length == 0, "The script ended before it was killed.");
    }

    /// <summary>What the child wrote behind a mark: of "loaded: x", x.</summary>
    public IReadOnlyList<string> Lines(string mark) =>
        [.. Output.Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith(mark + ": ", StringComparison.Ordinal)).Select(l => l[(mark.Length + 2)..])];

    /// <summary>The lines behind a mark are these, in this order.</summary>
    public void AssertSaid(string mark, params IEnumerable<string> expected) =>
        Assert(Lines(mark).SequenceEqual(expected), $"Of '{mark}' these were expected:\n{string.Join('\n', expected)}");

    /// <summary>Fails with everything the child wrote: there is nothing else to see of it.</summary>
    public void Assert(bool condition, string message) =>
        Xunit.Assert.True(condition, $"{message}\n--- the child {(ExitCode is { } code ? $"ended with {code}" : "was killed after a minute")}; its output:\n{Output}\n--- its errors:\n{Errors}");

    private static async Task<ModuleChild> RunAsync(string script, Func<bool> killWhen, string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var file = Path.Combine(folder.FullName, "script.ps1");
            await File.WriteAllTextAsync(file, script);
            return await RunAsync(new ProcessStartInfo(Dotnet, [Path.Combine(Surroundings.Built("ModuleHostOutput"), "ConnectTimers.ModuleHost.dll"), file, .. arguments]), killWhen);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ModuleChild> RunAsync(ProcessStartInfo start, Func<bool> killWhen)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        var killing = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => killWhen() || process.HasExited || patience.IsCancellationRequested);
            if (killWhen())
            {
                process.Kill();
            }
        }, CancellationToken.None);
        var hangs = false;
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            hangs = true;
            process.Kill(entireProcessTree: true);
        }

        await killing;
        return new ModuleChild(hangs ? null : process.ExitCode, await output, await errors);
    }

    // The one that runs this: <root>/shared/Microsoft.NETCore.App/<version>/ is where its framework lies.
    private static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
