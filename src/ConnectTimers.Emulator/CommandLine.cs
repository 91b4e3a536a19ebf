using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace ConnectTimers.Emulator;

/// <summary>The options of the emulator's command line.</summary>
internal static class CommandLine
{
    private const string Description = """
        An emulator of Amazon Connect on this machine: it sets the timers of chats and finds chats. Chats
        can arrive by themselves, and contact events can go to an SQS queue. docs/emulator.md describes
        its behaviour, its addresses under /_emulator/ and its readings where AWS documents nothing.

        It prints "listening on http://127.0.0.1:PORT" and runs until Ctrl+C or SIGTERM.
        """;

    private static readonly Option<IPAddress> Host = Of("--host", "ADDRESS", "The IP address to listen on", Address, IPAddress.Loopback);

    private static readonly Option<int> Port = Of("--port", "N", "The port; 0 takes a free one", text => Whole(text, 0, ushort.MaxValue), 0);

    private static readonly Option<string?> Region = Of<string?>(
        "--region", "REGION", "The only Region whose signatures are accepted; by default all", NotEmpty);

    private static readonly Option<double> RateLimit = Of(
        "--rate-limit", "N", "Updates per second; 0 lifts all limits that are not set", text => Number(text, 0), 5.0);

    private static readonly Option<double> BurstLimit = Of("--burst-limit", "N", "Updates at once, 1 or more", text => Number(text, 1), 8.0);

    private static readonly Option<double?> SearchRateLimit = Of<double?>(
        "--search-rate-limit", "N", "Searches per second; 0 for no limit; by default 0.5", text => Number(text, 0));

    private static readonly Option<double> SearchBurstLimit = Of(
        "--search-burst-limit", "N", "Searches at once, 1 or more", text => Number(text, 1), 1.0);

    private static readonly Option<IReadOnlyList<EmulatedContact>?> Contacts = Of<IReadOnlyList<EmulatedContact>?>(
        "--contacts",
        "FILE",
        "The only contacts that exist: a CSV file with the columns InstanceId, ContactId and optionally State (waiting, connected, ended), "
        + "Channel, QueueId, AgentId and InitiationTimestamp (2026-03-01T12:00:00Z). By default every contact exists",
        ReadContacts);

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "An update replaces all timers of a contact; by default it keeps those that it does not name",
    };

    private static readonly Option<string> AccessKey = Of("--access-key", "KEY", "The access key id", NotEmpty, "AKIDEXAMPLE");

    private static readonly Option<string> SecretKey = Of("--secret-key", "KEY", "The secret key", NotEmpty, "SECRET");

    private static readonly Option<string?> SessionToken = Of<string?>(
        "--session-token", "TOKEN", "The session token that every call must carry; by default none may", NotEmpty);

    private static readonly Option<FaultRule[]> Faults = new("--fault")
    {
        HelpName = "KIND=SHARE",
        Description = "A fault and its share of calls, 0 to 1; repeat it for several. KIND, or OPERATION:KIND or ACCOUNT:KIND for one operation or account, is one of "
            + FaultRule.Names,
        CustomParser = result => Parse(result, tokens => tokens.Select(text => Named(text, "throttle=0.1", FaultRule.Of)).ToArray()),
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<KeyValuePair<string, OperationQuota>[]> Quotas = new("--quota")
    {
        HelpName = "OPERATION=RATE,BURST",
        Description = "The quota of another operation, as in DescribeContact=10,15; repeat it for several",
        CustomParser = result => Parse(result, tokens => tokens.Select(Quota).ToArray()),
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<IReadOnlyList<EmulatedAccount>?> Accounts = Of<IReadOnlyList<EmulatedAccount>?>(
        "--accounts",
        "FILE",
        "Further accounts, each with its own quotas: a CSV file with the columns AccountId and optionally AccessKeyId, SecretAccessKey, "
        + "RoleNames (separated by semicolons), ExternalId, InstanceId and InstanceAlias",
        path => AccountsFile.Read(NotEmpty(path)));

    private static readonly Option<double?> Arrivals = Of<double?>(
        "--arrivals", "RATE", "Chats per second that arrive, get an agent and end by themselves; by default none", text => MoreThanZero(text));

    private static readonly Option<TimeSpan> Wait = Of(
        "--wait", "SECONDS", "The mean time that they wait for an agent; at least 2 seconds, exponential above", Seconds, TimeSpan.FromSeconds(60));

    private static readonly Option<TimeSpan> HandleTime = Of(
        "--handle-time", "SECONDS", "The mean time from agent to end", Seconds, TimeSpan.FromMinutes(5));

    private static readonly Option<double> Abandoned = Of("--abandoned", "SHARE", "The share of them that end before an agent joins, 0 to 1", Share, 0.0);

    private static readonly Option<TimeSpan?> ArrivalsFor = Of<TimeSpan?>(
        "--arrivals-for", "SECONDS", "For how long chats arrive; by default as long as the emulator runs", text => Seconds(text));

    private static readonly Option<bool> Queue = new("--queue")
    {
        Description = "An SQS queue that contact events go to; its URL is printed on a second line",
    };

    private static readonly Option<TimeSpan> VisibilityTimeout = Of(
        "--visibility-timeout", "SECONDS", "The queue's visibility time-out, 0 to 43200", text => TimeSpan.FromSeconds(Whole(text, 0, 43200)), TimeSpan.FromSeconds(30));

    private static readonly Option<int> MaxReceiveCount = Of(
        "--max-receive-count", "N", "How often a message is received before it goes to the dead-letter queue", text => Whole(text, 1, 1000), 5);

    private static readonly Option<TimeSpan> EventDelay = Of(
        "--event-delay", "SECONDS", "The time from an event to its message in the queue", Seconds, TimeSpan.FromSeconds(1));

    private static readonly Option<EventFault[]> EventFaults = new("--event-fault")
    {
        HelpName = "KIND=SHARE",
        Description = $"What happens to events on their way to the queue, and to which share; repeat it for several. KIND is one of {EventFault.Names}",
        CustomParser = result => Parse(result, tokens => tokens.Select(text => Named(text, "late=0.1", EventFault.Of)).ToArray()),
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Seed = Of(
        "--seed", "N", "The same seed gives the same chats, events and faults", text => Whole(text, int.MinValue, int.MaxValue), 0);

    /// <summary>Parses a command line; the result has an error for every option that is unknown or has a wrong value.</summary>
    public static ParseResult Parse(IReadOnlyList<string> arguments)
    {
        var command = new RootCommand(Description);
        Option[] options =
        [
            Host, Port, Region, RateLimit, BurstLimit, SearchRateLimit, SearchBurstLimit, Quotas, Contacts, Accounts, Replace, AccessKey, SecretKey,
            SessionToken, Faults, Arrivals, Wait, HandleTime, Abandoned, ArrivalsFor, Queue, VisibilityTimeout, MaxReceiveCount, EventDelay,
            EventFaults, Seed,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        // An option that has no effect would mislead.
        Require(command, Arrivals, Wait, HandleTime, Abandoned, ArrivalsFor);
        Require(command, Queue, VisibilityTimeout, MaxReceiveCount, EventDelay, EventFaults);

        // No response files: a secret key may begin with @.
        return command.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
    }

    /// <summary>Returns the options of a command line without errors.</summary>
    public static EmulatorOptions ToOptions(ParseResult line) => new()
    {
        Host = line.GetValue(Host)!,
        Port = line.GetValue(Port),
        Region = line.GetValue(Region),
        RateLimit = line.GetValue(RateLimit),
        BurstLimit = line.GetValue(BurstLimit),
        SearchRateLimit = line.GetValue(SearchRateLimit),
        SearchBurstLimit = line.GetValue(SearchBurstLimit),
        Contacts = line.GetValue(Contacts),
        Replace = line.GetValue(Replace),
        AccessKey = line.GetValue(AccessKey)!,
        SecretKey = line.GetValue(SecretKey)!,
        SessionToken = line.GetValue(SessionToken),
        Faults = line.GetValue(Faults)!,
        Seed = line.GetValue(Seed),
        Accounts = line.GetValue(Accounts) ?? [],
        Quotas = line.GetValue(Quotas)!.ToDictionary(),
        LiveChats = line.GetValue(Arrivals) is not { } rate ? null : new LiveChatOptions
        {
            ArrivalRate = rate,
            MeanWait = line.GetValue(Wait),
            MeanHandleTime = line.GetValue(HandleTime),
            Abandoned = line.GetValue(Abandoned),
            Duration = line.GetValue(ArrivalsFor),
        },
        Queue = !line.GetValue(Queue) ? null : new QueueOptions
        {
            VisibilityTimeout = line.GetValue(VisibilityTimeout),
            MaxReceiveCount = line.GetValue(MaxReceiveCount),
            EventDelay = line.GetValue(EventDelay),
            Faults = line.GetValue(EventFaults)!,
        },
    };

    private static void Require(RootCommand command, Option needed, params Option[] options) => command.Validators.Add(line =>
    {
        bool IsGiven(Option option) => line.GetResult(option) is { Implicit: false };
        foreach (var option in options.Where(option => IsGiven(option) && !IsGiven(needed)))
        {
            line.AddError($"{option.Name}: has no effect without {needed.Name}");
        }
    });

    private static Option<T> Of<T>(string name, string value, string description, Func<string, T> read) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result => Parse(result, tokens => read(tokens.Single())),
    };

    private static Option<T> Of<T>(string name, string value, string description, Func<string, T> read, T otherwise)
    {
        var option = Of(name, value, description, read);
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    /// <summary>Reads an option's values; a value that cannot be read becomes an error that names option and value.</summary>
    private static T? Parse<T>(ArgumentResult result, Func<IEnumerable<string>, T> read)
    {
        var tokens = result.Tokens.Select(token => token.Value).ToList();
        try
        {
            return read(tokens);
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} {tokens[^1]}: {problem.Message}");
            return default;
        }
    }

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException("must be an IP address of this machine, as in 127.0.0.1");

    private static int Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"must be a whole number from {least} to {most}");

    private static double Number(string text, double least) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= least
            ? number
            : throw new FormatException($"must be a number, {least} or more");

    private static string NotEmpty(string text) => text.Length > 0 ? text : throw new FormatException("must not be empty");

    private static double MoreThanZero(string text) =>
        Number(text, 0) is > 0 and var number ? number : throw new FormatException("must be a number above 0");

    private static double Share(string text) =>
        Number(text, 0) is <= 1 and var share ? share : throw new FormatException("must be a number from 0 to 1");

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(Math.Min(Number(text, 0), 1e9));

    private static T Named<T>(string text, string example, Func<string, double, T> make) =>
        text.Split('=', 2) is [var kind, var share]
        && double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)
            ? make(kind, probability)
            : throw new FormatException($"must be KIND=SHARE, as in {example}");

    private static KeyValuePair<string, OperationQuota> Quota(string text) =>
        text.Split('=', ',') is [{ Length: > 0 } operation, var rate, var burst]
            ? KeyValuePair.Create(operation, new OperationQuota(Number(rate, 0), Number(burst, 1)))
            : throw new FormatException("must be OPERATION=RATE,BURST, as in DescribeContact=10,15");

    private static IReadOnlyList<EmulatedContact> ReadContacts(string path) =>
        ContactsFile.Read(NotEmpty(path));
}
