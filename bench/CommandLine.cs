using System.Globalization;
using ConnectTimers.Bench.Measurements;

namespace ConnectTimers.Bench;

/// <summary>The command line, understood.</summary>
/// <param name="Measurements">What is to be run, in this order; empty for help.</param>
/// <param name="Json">The file that gets the figures as well; null for none.</param>
internal sealed record CommandLine(IReadOnlyList<IMeasurement> Measurements, string? Json)
{
    public const string HelpText = """
        Measures the module as it ships, from out/ConnectTimers/.

          dotnet run -c Release --project bench -- COMMAND [options]

          quota            a quota of 10 calls a second and a burst of 25, known to the module
          wrong-limits     the module assumes 10 and 25, the quota is 5 and 8
          two-processes    two processes that know nothing of each other, on one quota of 10 and 25
          clients          the same quota: AWS's other clients with each of their retry modes, and the module
          ceiling          no quota: the module beside a bare HttpClient loop, boto3 and the SDK for JavaScript
          start            import and first calls in a pwsh that is open; a whole pwsh beside a whole AWS CLI
          journal          a journal of 200,000 lines is opened and read
          files            files of 10,000 and 1,000,000 rows are read; pwsh's Import-Csv beside it where there is one
          stop             Ctrl+C while the endpoint hangs
          micro            the engine's pieces that are on the way of every contact: time and allocation
          all              all of these

        Clients that are not installed are left out; bench/clients/setup.sh installs what it can and says what is missing.

          --contacts N     how many calls ceiling counts; default 20000
          --warm-up N      for how many seconds each client sends before; default 30
          --json FILE      writes the figures as JSON as well
        """;

    private const string All = "all";

    // Contact ids count in five digits.
    private const int Most = 49_999;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is [] or ["--help" or "-h"])
        {
            return new CommandLine([], null);
        }

        var (contacts, warmUp) = (20_000, 30);
        string? json = null;
        for (var i = 1; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw Wrong($"{arguments[i]}: its value is missing");
            switch (arguments[i])
            {
                case "--contacts":
                    contacts = Number(arguments[i], value);
                    break;
                case "--warm-up":
                    warmUp = Number(arguments[i], value);
                    break;
                case "--json":
                    json = value;
                    break;
                default:
                    throw Wrong($"{arguments[i]}: there is no such option");
            }
        }

        static OneProcess KnownQuota(string name) => new(name, assumed: new Quota(10, 25), real: new Quota(10, 25), mostTimesIdeal: 1.02, mostThrottledPercent: 1);
        IMeasurement[] known =
        [
            KnownQuota("quota"),
            new OneProcess("wrong-limits", assumed: new Quota(10, 25), real: new Quota(5, 8), mostTimesIdeal: 1.10, mostThrottledPercent: 3),
            new TwoProcesses(),
            new Clients(KnownQuota("clients module")),
            new Ceiling(contacts, warmUp),
            new Start(),
            new JournalOpen(),
            new Files(),
            new Stop(),
            new Measurements.Micro(),
        ];
        var wanted = known.Where(m => arguments[0] == All || arguments[0] == m.Name).ToList();
        return wanted.Count > 0 ? new CommandLine(wanted, json) : throw Wrong($"{arguments[0]}: there is no such command");
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most
            ? number
            : throw Wrong($"{name} {value}: must be a whole number from 1 to {Most}");

    private static BenchException Wrong(string message) => new($"{message}; --help lists them all");
}
