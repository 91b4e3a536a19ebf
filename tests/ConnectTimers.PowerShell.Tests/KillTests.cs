using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// A process that is killed (SIGKILL) in the middle of a run against a service with faults and resumed, again and again: six times, or a hundred with
/// CONNECTTIMERS_LONG=1.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int MostInFlight = 4;

    private static readonly int Kills = LongTests.Size(usual: 6, whenLong: 100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    private string Journal => Path.Combine(_folder.FullName, "run.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_contact_is_set_in_the_end_and_no_kill_repeats_more_than_was_in_flight()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Seed = 4,
            Faults = [FaultRule.Of("500", 0.1), FaultRule.Of("503", 0.03), FaultRule.Of("reset", 0.03), FaultRule.Of("throttle", 0.01)],
        });
        var dice = new Random(4);
        var contacts = Kills * 15;
        var script = $$"""
            param($Module, $Url, $Journal)
            Import-Module $Module
            1..{{contacts}} | ForEach-Object { [pscustomobject]@{ ContactId = "c-$_"; CustomerIdle = 2 + $_ % 479 } } |
                Set-ParticipantRoleConfig -InstanceId i-1 -Region eu-west-2 -EndpointUrl $Url -AccessKey AKIDEXAMPLE -SecretKey SECRET `
                    -RateLimit 200 -BurstLimit 20 -ThrottleLimit {{MostInFlight}} -JournalPath $Journal -Resume
            """;
        string[] arguments = [Path.Combine(Surroundings.Module, "ConnectTimers.psd1"), emulator.Endpoint.ToString(), Journal];

        for (var kill = 0; kill < Kills; kill++)
        {
            var line = CountLines() + dice.Next(1, 14);
            using var pwsh = PwshProcess.StartScript(script, arguments);
            SpinWait.SpinUntil(() => CountLines() >= line || pwsh.HasExited);
            pwsh.Kill();
            var killed = await pwsh.WaitAsync();
            killed.Assert(killed.ExitCode != 0 && killed.Errors.Length == 0, "The script ended before it was killed.");
            AssertFewRepeats(emulator, kill);
        }

        (await PwshProcess.RunScriptAsync(script, arguments)).AssertSuccess();

        AssertFewRepeats(emulator, Kills);
        Assert.Equal(
            Enumerable.Range(1, contacts).Select(i => $"c-{i}={2 + (i % 479)}").Order(),
            emulator.GetState().Contacts.Select(c => $"{c.ContactId}={c.Stored["CUSTOMER/IDLE"]}").Order());
        Assert.Equal(contacts, File.ReadLines(Journal).Count(l => l.Contains("\"Status\":\"Accepted\"", StringComparison.Ordinal)));
    }

    // Counts calls that the service carried out more than once. Each kill adds at most those that were in flight: at the next start or, if that fails,
    // later.
    private static void AssertFewRepeats(ConnectEmulator emulator, int kills) =>
        Assert.InRange(emulator.GetRequests().Where(r => r.Status == 200).GroupBy(r => r.Path).Sum(g => g.Count() - 1), 0, kills * MostInFlight);

    private int CountLines()
    {
        if (!File.Exists(Journal))
        {
            return 0;
        }

        using var reader = new StreamReader(new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
