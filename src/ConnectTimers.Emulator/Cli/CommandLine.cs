using System.Globalization;
using System.Net;

namespace ConnectTimers.Emulator;

/// <summary>The command line, understood. Values follow their option, after a blank or an equals sign; --replace and --help have none.</summary>
internal sealed record CommandLine(EmulatorOptions Options, bool Help)
{
    public const string HelpText = """
        A stand-in for Amazon Connect on this machine: UpdateParticipantRoleConfig, which sets the
        timers of chats, and SearchContacts, which finds them. docs/emulator.md says all about it.

          dotnet run --project src/ConnectTimers.Emulator -- [options]

          --host ADDRESS       the address to listen on; default 127.0.0.1, which is this machine only
          --port N             the port; 0, the default, takes a free one
          --region REGION      the only Region whose signatures are taken; by default every one
          --rate-limit N       updates a second; default 5, the documented quota; 0 lifts the limit,
                               and that of searches too unless it is given
          --burst-limit N      updates at once, 1 or more; default 8, the documented quota
          --search-rate-limit N
                               searches a second, 0 for no limit; default 0.5, the documented quota
          --search-burst-limit N
                               searches at once, 1 or more; default 1, the documented quota
          --contacts FILE      the only contacts that exist: CSV with the columns InstanceId, ContactId
                               and perhaps State (waiting, connected, ended), Channel, QueueId, AgentId,
                               InitiationTimestamp (2026-03-01T12:00:00Z); without it every contact exists
          --replace            an update replaces all timers of a contact; by default it merges
          --access-key KEY     default AKIDEXAMPLE
          --secret-key KEY     default SECRET
          --session-token T    must come with every call; by default none may
          --fault KIND=SHARE   how much goes wrong, 0 to 1; may be given for several kinds:
                                 throttle     429, as if the quota were used up
                                 500          an error of the service
                                 empty500     the same without a body or a type
                                 503          a load balancer's page in HTML
                                 denied       403, not allowed
                                 reset        the connection breaks, nothing is applied
                                 reset-after  the connection breaks, the call is applied
                                 truncated    200 and half an answer, the call is applied
                                 hang         no answer
                                 slow         the answer 2 seconds late, whatever it is
          --seed N             same seed and calls, same faults; default 0
          --help               this text

        It prints "listening on http://127.0.0.1:PORT" and runs until Ctrl+C or SIGTERM.

          GET  /_emulator/health     {"status":"ok"}
          GET  /_emulator/state      contacts, timers and counts
          GET  /_emulator/requests   the calls, newest last
          POST /_emulator/reset      back to the start; fault rules stay
          POST /_emulator/faults     {"throttle":0.1} replaces the rules
          POST /_emulator/contacts   [{"instanceId":"i","contactId":"c","state":"connected"}] adds or moves contacts

        Where the service's behaviour is undocumented, readings are taken, among them:
          - an update merges with timers it does not name;
          - a value out of range, a duplicate or an id too long is an InvalidParameterException,
            a body that does not fit the model an InvalidRequestException;
          - a contact that has ended is a ResourceNotFoundException;
          - an open contact is one without a disconnect time, and a search tells the newest first.
        """;

    /// <exception cref="UsageException">An option is unknown, or its value cannot be.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var options = new EmulatorOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (argument is "--help" or "-h")
            {
                return new CommandLine(options, Help: true);
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            Func<string> value = equals < 0
                ? () => rest.TryDequeue(out var next) ? next : throw new UsageException($"{name}: its value is missing")
                : () => argument[(equals + 1)..];
            options = name == "--replace" && equals < 0 ? options with { Replace = true } : With(options, name, value);
        }

        return new CommandLine(options, Help: false);
    }

    private static EmulatorOptions With(EmulatorOptions options, string name, Func<string> value) => name switch
    {
        "--host" => options with { Host = Address(name, value()) },
        "--region" => options with { Region = Text(name, value()) },
        "--replace" => throw new UsageException($"{name}: takes no value"),
        "--port" => options with { Port = Whole(name, value(), 0, ushort.MaxValue) },
        "--rate-limit" => options with { RateLimit = Number(name, value(), 0) },
        "--burst-limit" => options with { BurstLimit = Number(name, value(), 1) },
        "--search-rate-limit" => options with { SearchRateLimit = Number(name, value(), 0) },
        "--search-burst-limit" => options with { SearchBurstLimit = Number(name, value(), 1) },
        "--contacts" => options with { Contacts = Contacts(name, value()) },
        "--access-key" => options with { AccessKey = Text(name, value()) },
        "--secret-key" => options with { SecretKey = Text(name, value()) },
        "--session-token" => options with { SessionToken = Text(name, value()) },
        "--fault" => options with { Faults = [.. options.Faults, Fault(name, value())] },
        "--seed" => options with { Seed = Whole(name, value(), int.MinValue, int.MaxValue) },
        _ => throw new UsageException($"{name}: there is no such option; --help lists them"),
    };

    private static IPAddress Address(string name, string value) => IPAddress.TryParse(value, out var address)
        ? address
        : throw new UsageException($"{name} {value}: must be an IP address of this machine, as in 127.0.0.1");

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} {value}: must be a whole number from {least} to {most}");

    private static double Number(string name, string value, double least) =>
        TryNumber(value, out var number) && number >= least
            ? number
            : throw new UsageException($"{name} {value}: must be a number, {least} or more");

    private static bool TryNumber(string value, out double number) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string Text(string name, string value) =>
        value.Length > 0 ? value : throw new UsageException($"{name}: must not be empty");

    private static FaultRule Fault(string name, string value)
    {
        if (value.Split('=', 2) is not [var kind, var share] || !TryNumber(share, out var probability))
        {
            throw new UsageException($"{name} {value}: must be KIND=SHARE, as in throttle=0.1");
        }

        try
        {
            return FaultRule.Of(kind, probability);
        }
        catch (FormatException problem)
        {
            throw new UsageException($"{name} {value}: {problem.Message}");
        }
    }

    private static IReadOnlyList<EmulatedContact> Contacts(string name, string path)
    {
        try
        {
            return ContactsFile.Read(path);
        }
        catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{name} {path}: {problem.Message}");
        }
    }
}
