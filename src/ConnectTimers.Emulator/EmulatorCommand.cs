using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ConnectTimers.Emulator;

/// <summary>The emulator as a command.</summary>
public static class EmulatorCommand
{
    /// <summary>The exit code of a wrong command line.</summary>
    public const int WrongUsage = 2;

    private const string Description = """
        An emulator of Amazon Connect on this machine: UpdateParticipantRoleConfig, which sets the timers
        of chats, and SearchContacts, which finds them. docs/emulator.md describes its behaviour, its
        addresses under /_emulator/ and its readings where AWS documents nothing.

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
        Description = $"A fault and its share of calls, 0 to 1; repeat it for several. KIND is one of {FaultRule.Names}",
        CustomParser = result => Parse(result, tokens => tokens.Select(Fault).ToArray()),
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Seed = Of(
        "--seed", "N", "The same seed and calls give the same faults", text => Whole(text, int.MinValue, int.MaxValue), 0);

    /// <summary>Runs the emulator until it is told to stop.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Receives the address, on one line, once the emulator listens.</param>
    /// <param name="errors">Receives each problem on one line, and a warning if the emulator is open to the network.</param>
    /// <param name="stop">Stops the emulator.</param>
    /// <returns>The exit code: 0 after a stop, 1 if the emulator cannot listen, <see cref="WrongUsage"/> for a wrong command line.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);

        var command = new RootCommand(Description);
        Option[] options =
        [
            Host, Port, Region, RateLimit, BurstLimit, SearchRateLimit, SearchBurstLimit, Contacts, Replace, AccessKey, SecretKey,
            SessionToken, Faults, Seed,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        // No response files: a secret key may begin with @.
        var line = command.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (line.Errors.Count > 0)
        {
            foreach (var problem in line.Errors)
            {
                await errors.WriteLineAsync(problem.Message);
            }

            return WrongUsage;
        }

        if (line.Action is not null)
        {
            // --help or --version.
            return await line.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null }, stop);
        }

        return await ListenAsync(Options(line), output, errors, stop);
    }

    private static async Task<int> ListenAsync(EmulatorOptions options, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            if (!IPAddress.IsLoopback(options.Host))
            {
                await errors.WriteLineAsync(
                    $"--host {options.Host}: open to the network; the default keys are public, and /_emulator/ requires none");
            }

            await using var emulator = await ConnectEmulator.StartAsync(options, cancellationToken: stop);

            // Scripts wait for this line through a pipe, which the writer may buffer.
            await output.WriteLineAsync($"listening on {emulator.Endpoint.GetLeftPart(UriPartial.Authority)}");
            await output.FlushAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        catch (IOException problem)
        {
            await errors.WriteLineAsync($"--port {options.Port}: {problem.Message}");
            return 1;
        }
        catch (SocketException problem)
        {
            await errors.WriteLineAsync($"--host {options.Host}: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        return 0;
    }

    private static EmulatorOptions Options(ParseResult line) => new()
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
    };

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

    private static FaultRule Fault(string text) =>
        text.Split('=', 2) is [var kind, var share]
        && double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)
            ? FaultRule.Of(kind, probability)
            : throw new FormatException("must be KIND=SHARE, as in throttle=0.1");

    private static IReadOnlyList<EmulatedContact> ReadContacts(string path) =>
        ContactsFile.Read(NotEmpty(path));
}
