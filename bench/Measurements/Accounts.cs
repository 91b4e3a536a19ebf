using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// A file of many accounts, sorted by account, in a real pwsh: beside one account alone, with one account that answers every call with 500, and the memory
/// of a million chats.
/// </summary>
internal sealed class Accounts : IMeasurement
{
    private const int Many = 100;
    private const int Chats = 100;
    private const double MostTimesOne = 1.10;
    private const double MostChange = 0.05;
    private const int ManyForMemory = 1000;
    private const int ChatsForMemory = 1000;
    private const double MostMemoryMB = 400;
    private const string Role = "timers";

    // What the module assumes stays below the documented quota.
    private static readonly Quota Documented = new(5, 8);

    public string Name => "accounts";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var accounts = Path.Combine(folder.FullName, "accounts.csv");
            File.WriteAllLines(accounts, Enumerable.Range(0, ManyForMemory).Select(a => $"{Account(a)},{Role}").Prepend("AccountId,RoleNames"));
            var one = await RunAsync(folder.FullName, accounts, 1, Chats, stop);
            var many = await RunAsync(folder.FullName, accounts, Many, Chats, stop);
            var troubled = await RunAsync(folder.FullName, accounts, Many, Chats, stop, $"-MaxStallMinutes 60 -MaxMinutes {Minutes(many.Seconds * 2)}", "--fault", $"{Account(0)}:500=1");
            var memory = await RunAsync(folder.FullName, accounts, ManyForMemory, ChatsForMemory, stop, $"-MaxMinutes {Minutes(60)}");
            var (times, change) = (many.Seconds / one.Seconds, (troubled.OthersSeconds / many.OthersSeconds) - 1);
            return new Measured(null,
                Row("one", one) with { Goals = [new Goal("0 failed", one.Accepted == Chats)] },
                Row($"{Many}", many) with
                {
                    Goals =
                    [
                        new Goal(FormattableString.Invariant($"<= {MostTimesOne:0.00} x one"), times <= MostTimesOne),
                        new Goal("<= 1 % throttled", many.Throttled <= Many * Chats / 100),
                        new Goal("0 failed", many.Accepted == Many * Chats),
                        new Goal("one role for each", many.Roles == Many),
                    ],
                    Figures = [.. Figures(many), new Figure("time of one account", times, "x")],
                },
                Row("one with 500s", troubled) with
                {
                    Goals = [new Goal(FormattableString.Invariant($"others < {MostChange * 100:0} % slower"), change < MostChange), new Goal("0 of the others failed", troubled.Accepted == (Many - 1) * Chats)],
                    Figures = [.. Figures(troubled), new Figure("change for the others", change * 100, "%")],
                },
                Row($"{ManyForMemory} x {ChatsForMemory}, first minute", memory) with
                {
                    Goals = [new Goal(FormattableString.Invariant($"<= {MostMemoryMB:0} MB"), memory.PeakBytes / 1e6 <= MostMemoryMB)],
                });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<AccountRun> RunAsync(string folder, string accounts, int count, int chats, CancellationToken stop, string parameters = "", params string[] options)
    {
        var file = Path.Combine(folder, "chats.csv");
        File.WriteAllLines(file, Enumerable.Range(0, count).SelectMany(a => Enumerable.Range(0, chats).Select(c => $"{Arn(a, c)},5,10")).Prepend("ContactId,CustomerIdle,CustomerDisconnect"));
        await using var emulator = await EmulatorProcess.StartAsync(Documented, stop, ["--accounts", accounts, .. options]);
        var endpoint = emulator.Endpoint.GetLeftPart(UriPartial.Authority);
        var said = await Pwsh.RunAsync($$"""
            $env:AWS_ENDPOINT_URL_STS = '{{endpoint}}'
            Import-Module '{{HostedModule.Manifest}}'
            Import-ParticipantRoleConfig '{{file}}' | Set-ParticipantRoleConfig -EndpointUrl '{{endpoint}}' -AccessKey AKIDEXAMPLE -SecretKey SECRET -RoleName {{Role}} {{parameters}} -ErrorAction SilentlyContinue 3>$null
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            """, stop);
        var arrivals = await emulator.ReadAsync(stop);
        var accepted = arrivals.Of("UpdateParticipantRoleConfig").Where(Arrivals.IsAccepted).ToList();
        var others = accepted.Where(r => r.Account != Account(0)).Select(r => r.Time).DefaultIfEmpty();
        return new AccountRun(count * chats, accepted.Count, arrivals.Throttled, arrivals.Of("AssumeRole").Count, arrivals.Seconds,
            (others.Max() - others.Min()).TotalSeconds, long.Parse(said.Output, CultureInfo.InvariantCulture));
    }

    private Row Row(string what, AccountRun run) => new()
    {
        Name = $"{Name} {what}",
        Contacts = run.Contacts,
        Accepted = run.Accepted,
        ThrottledPercent = 100.0 * run.Throttled / run.Contacts,
        Seconds = run.Seconds,
        Figures = Figures(run),
    };

    private static IReadOnlyList<Figure> Figures(AccountRun run) => [new Figure("memory at its highest", run.PeakBytes / 1e6, "MB")];

    private static string Account(int number) => (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static string Arn(int account, int chat) =>
        string.Create(CultureInfo.InvariantCulture, $"arn:aws:connect:eu-west-2:{Account(account)}:instance/8c5b7a10-3f1e-4d2b-9a77-{account:000000000000}/contact/{account:00000000}-0000-4000-8000-{chat:000000000000}");

    private static string Minutes(double seconds) => (seconds / 60).ToString("0.###", CultureInfo.InvariantCulture);

    // OthersSeconds: from the first to the last accepted call of all accounts but the first.
    private sealed record AccountRun(int Contacts, int Accepted, int Throttled, int Roles, double Seconds, double OthersSeconds, long PeakBytes);
}
