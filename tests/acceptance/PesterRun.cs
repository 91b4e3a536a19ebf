using System.Text.Json;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.Acceptance.Tests;

/// <summary>Runs of Pester files in a pwsh of their own, with the Pester of the package folder.</summary>
internal static class PesterRun
{
    // The files take a minute; a busy machine many times that.
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(10);

    // Half of the time, and nearly all of it is that of other processes.
    private const string Longest = "FirstTenMinutes.Tests.ps1";

    private static readonly Lazy<IReadOnlyList<PesterResult>> Own = new(() => RunOwnAsync(BuiltPath.Of("AcceptanceFolder")).GetAwaiter().GetResult());

    /// <summary>The results of this project's own Pester files, which run once.</summary>
    public static IReadOnlyList<PesterResult> Results => Own.Value;

    // Two processes at the same time.
    private static async Task<IReadOnlyList<PesterResult>> RunOwnAsync(string path) =>
        [.. (await Task.WhenAll(RunAsync(path, "-Only", Longest), RunAsync(path, "-Without", Longest))).SelectMany(results => results)];

    /// <summary>Runs the files of a folder: a result for each It that they have, whether it was run or not, and for each failure besides.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="more">Further arguments of Invoke-Acceptance.ps1.</param>
    public static async Task<IReadOnlyList<PesterResult>> RunAsync(string path, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var file = Path.Combine(folder.FullName, "results.json");
            using var pwsh = PwshProcess.Start(
                ["-File", Path.Combine(BuiltPath.Of("AcceptanceFolder"), "Invoke-Acceptance.ps1"), "-Path", path, "-Pester", BuiltPath.Of("Pester"), "-ResultPath", file, .. more],
                new PwshOptions { Environment = new Dictionary<string, string?> { ["CONNECTTIMERS_EMULATOR"] = BuiltPath.Of("Emulator") }, Timeout = Hangs });
            var run = await pwsh.WaitAsync();
            return File.Exists(file)
                ? JsonSerializer.Deserialize<List<PesterResult>>(await File.ReadAllTextAsync(file))!
                : throw new InvalidOperationException($"Pester left no results.\n{run}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
