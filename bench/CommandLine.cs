using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ConnectTimers.Bench.Measurements;

namespace ConnectTimers.Bench;

/// <summary>The commands and options of the bench's command line.</summary>
internal static class CommandLine
{
    private const string Description = """
        Measures the module as it ships, from out/ConnectTimers/:

          dotnet run -c Release --project bench -- COMMAND [options]

        Clients that are not installed are left out; bench/clients/setup.sh installs what it can and says which are missing.
        """;

    private const string All = "all";

    // Contact ids have five digits.
    private const int MaxNumber = 49_999;

    private static readonly Option<int> Contacts = NumberOption("--contacts", "The number of calls that ceiling counts", 20_000);

    private static readonly Option<int> WarmUp = NumberOption("--warm-up", "How many seconds each client of ceiling sends before calls are counted", 30);

    private static readonly Option<string?> Json = new("--json")
    {
        HelpName = "FILE",
        Description = "Also writes the figures to this file, as JSON",
        Recursive = true,
    };

    /// <summary>The measurements, in the order in which <see cref="All"/> runs them.</summary>
    private static readonly (string Name, string Description, Func<ParseResult, IMeasurement> Create)[] Known =
    [
        ("quota", "The quota is 10 calls per second with a burst of 25, and the module has the same limits", _ => KnownQuota("quota")),
        ("wrong-limits", "The module has the limits 10 and 25, the quota is 5 and 8", _ =>
            new OneProcess("wrong-limits", assumed: new Quota(10, 25), real: new Quota(5, 8), mostTimesIdeal: 1.10, mostThrottledPercent: 3)),
        ("two-processes", "Two processes that do not know of each other share one quota of 10 and 25", _ => new TwoProcesses()),
        ("accounts", "A file of 100 accounts beside one account, with one that always fails, and the memory of a million chats", _ => new Accounts()),
        ("clients", "A quota of 10 and 25: AWS's other clients in each of their retry modes, and the module", _ => new Clients(KnownQuota("clients module"))),
        ("ceiling", "No quota: the module beside a bare HttpClient loop, boto3 and the SDK for JavaScript", line =>
            new Ceiling(line.GetValue(Contacts), line.GetValue(WarmUp))),
        ("start", "The import and the first calls in a running pwsh; a whole pwsh beside a whole AWS CLI", _ => new Start()),
        ("journal", "A run that opens and reads a journal of 1,000,000 lines of 200,000 contacts", _ => new JournalOpen()),
        ("files", "The import of CSV files with 10,000 and 1,000,000 rows, beside CsvHelper and Import-Csv", _ => new Files()),
        ("stop", "The time from Ctrl+C to the prompt while the endpoint does not respond", _ => new Stop()),
        ("in-time", "In how many chats the timers are in force when the agent joins: a runbook each minute, a search, a queue, an overload", _ => new InTime()),
        ("micro", "The time and allocations of single parts of the engine", _ => new Measurements.Micro()),
    ];

    /// <summary>Parses a command line; the result has an error for every command or option that is unknown or has a wrong value.</summary>
    /// <param name="arguments">The command line; an empty one asks for help.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments)
    {
        var root = new RootCommand(Description) { Contacts, WarmUp, Json };
        foreach (var (name, description, _) in Known)
        {
            root.Subcommands.Add(new Command(name, description));
        }

        root.Subcommands.Add(new Command(All, "All of these"));

        // No response files: a file name may begin with @.
        return root.Parse(
            arguments is [] ? ["--help"] : arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    }

    /// <summary>Returns the measurements of a command line without errors, in the order in which they run.</summary>
    public static IReadOnlyList<IMeasurement> MeasurementsOf(ParseResult line)
    {
        var command = line.CommandResult.Command.Name;
        return [.. Known.Where(known => command == All || command == known.Name).Select(known => known.Create(line))];
    }

    /// <summary>Returns the file that the figures are also written to, or null if there is none.</summary>
    public static string? JsonFileOf(ParseResult line) => line.GetValue(Json);

    private static OneProcess KnownQuota(string name) =>
        new(name, assumed: new Quota(10, 25), real: new Quota(10, 25), mostTimesIdeal: 1.02, mostThrottledPercent: 1);

    private static Option<int> NumberOption(string name, string description, int defaultValue) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = ParseNumber,
        Recursive = true,
    };

    private static int ParseNumber(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MaxNumber)
        {
            return number;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} {text}: must be a whole number from 1 to {MaxNumber}");
        return default;
    }
}
