using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// What a single call costs whoever has just opened a prompt: the import and the first call in an engine that is open, later calls beside
/// them; and, where they are installed, a whole pwsh beside a whole AWS CLI. Each in processes of its own, of which the median counts.
/// </summary>
internal sealed class Start : IMeasurement
{
    private const int Processes = 5;
    private const int LaterCalls = 50;
    private const double MostMilliseconds = 350;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string Name => "start";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var emulator = await EmulatorProcess.StartAsync(new Quota(0, 1), stop);
        var (first, versions) = await InEngineAsync(emulator, isFirstModule: true, stop);
        var (next, _) = await InEngineAsync(emulator, isFirstModule: false, stop);
        return new Measured(versions, [first, next, .. await InPwshAsync(emulator, stop), .. await WholeProgramsAsync(emulator, stop)]);
    }

    private async Task<(Row Row, WorkerVersions Versions)> InEngineAsync(EmulatorProcess emulator, bool isFirstModule, CancellationToken stop)
    {
        var reports = new List<StartReport>();
        for (var i = 0; i < Processes; i++)
        {
            reports.Add(await InNewEngineAsync(emulator, isFirstModule, stop));
        }

        Figure Milliseconds(string name, Func<StartReport, double> seconds) => new(name, 1000 * Median(reports.Select(seconds)), "ms");
        var row = Row("an open engine" + (isFirstModule ? "" : ", after another module"), reports.Select(r => r.ImportSeconds + r.Calls[0].Seconds)) with
        {
            Figures =
            [
                Milliseconds("import", r => r.ImportSeconds),
                Milliseconds("first call", r => r.Calls[0].Seconds),
                Milliseconds("processor time of the first call", r => r.Calls[0].CpuSeconds),
                Milliseconds("second call", r => r.Calls[1].Seconds),
                Milliseconds("later calls", r => Median(r.Calls.Skip(2).Select(c => c.Seconds))),
            ],
        };
        return (row, reports[0].Versions);
    }

    private static async Task<StartReport> InNewEngineAsync(EmulatorProcess emulator, bool isFirstModule, CancellationToken stop)
    {
        await emulator.ResetAsync(stop);
        var order = new WorkOrder { Endpoint = emulator.Endpoint, First = 1, Contacts = 1 + LaterCalls };
        await using var child = Child.Start(StartRole.Name, Wire.Write(new StartOrder(order, isFirstModule)));
        await child.ExpectAsync(Worker.Ready, Patience, stop);
        await child.GoAsync();
        var report = Wire.Read<StartReport>(await child.ExpectAsync(Worker.Done, Patience, stop));
        (await emulator.ReadAsync(stop)).Check(
            [.. report.Calls.Select((call, i) => (order with { First = order.First + i, Contacts = 1 }, call))]);
        return report;
    }

    // As a prompt has it that has run nothing but a command of the engine's own.
    private async Task<IReadOnlyList<Row>> InPwshAsync(EmulatorProcess emulator, CancellationToken stop)
    {
        var chat = new Chat(1);
        var (import, call) = Commands(emulator, chat);
        var command = "$null = Get-Module; $watch = [Diagnostics.Stopwatch]::StartNew(); "
            + $"{import}; $import = $watch.Elapsed.TotalSeconds; {call}; \"$import $($watch.Elapsed.TotalSeconds - $import)\"";
        var runs = new List<double[]>();
        for (var i = 0; i < Processes; i++)
        {
            await emulator.ResetAsync(stop);
            if (await Pwsh.RunAsync(command, stop) is not { } run)
            {
                return [];
            }

            (await emulator.ReadAsync(stop)).CheckStored([chat]);
            runs.Add([.. run.Output.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))]);
        }

        return
        [
            Row("an open pwsh", runs.Select(r => r.Sum())) with
            {
                Figures =
                [
                    new Figure("import", 1000 * Median(runs.Select(r => r[0])), "ms"),
                    new Figure("first call", 1000 * Median(runs.Select(r => r[1])), "ms"),
                ],
            },
        ];
    }

    private Row Row(string where, IEnumerable<double> seconds)
    {
        var median = Median(seconds);
        return new Row
        {
            Name = $"{Name} in {where}",
            Seconds = median,
            Note = $"import and first call, medians of {Processes} processes",
            Goals = [new Goal($"import and first call < {MostMilliseconds} ms", median < MostMilliseconds / 1000)],
        };
    }

    // One after the other in turn, so that whatever else the machine does meets them alike.
    private async Task<IReadOnlyList<Row>> WholeProgramsAsync(EmulatorProcess emulator, CancellationToken stop)
    {
        var chat = new Chat(1);
        var (import, call) = Commands(emulator, chat);
        var programs = new (string Name, bool IsSent, Func<Task<ProgramRun?>> RunAsync)[]
        {
            ("pwsh alone", false, () => Pwsh.RunAsync("1", stop)),
            ("pwsh and the module", true, () => Pwsh.RunAsync($"{import}; {call}", stop)),
            ("AWS CLI", true, () => Installed.RunAsync("aws", CliArguments(emulator, chat), stop, CliKeys)),
        };
        var taken = programs.ToDictionary(c => c.Name, _ => new List<double>());
        for (var i = 0; i < Processes; i++)
        {
            foreach (var program in programs)
            {
                await emulator.ResetAsync(stop);
                if (await program.RunAsync() is { } run)
                {
                    taken[program.Name].Add(run.Seconds);
                    (await emulator.ReadAsync(stop)).CheckStored(program.IsSent ? [chat] : []);
                }
                else if (i == 0)
                {
                    Console.Error.WriteLine($"{Name}: {program.Name} is left out, because it is not on the path.");
                }
            }
        }

        return [.. taken.Where(t => t.Value.Count > 0).Select(t => new Row
        {
            Name = $"{Name} {t.Key}",
            Seconds = Median(t.Value),
            Note = $"from the program's start to its end, median of {t.Value.Count}",
        })];
    }

    private static (string Import, string Call) Commands(EmulatorProcess emulator, Chat chat) => ($"Import-Module '{HostedModule.Manifest}'",
        $"Set-ParticipantRoleConfig -InstanceId {Chat.InstanceId} -ContactId {chat.ContactId} "
        + string.Create(CultureInfo.InvariantCulture, $"-CustomerIdle {chat.CustomerIdle} -CustomerDisconnect {chat.CustomerDisconnect} ")
        + $"-EndpointUrl {Authority(emulator)} -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey SECRET");

    private static string[] CliArguments(EmulatorProcess emulator, Chat chat)
    {
        string Timer(string type, int minutes) => "{" + string.Create(CultureInfo.InvariantCulture,
            $"ParticipantRole=CUSTOMER,TimerType={type},TimerValue={{ParticipantTimerDurationInMinutes={minutes}}}") + "}";
        var timers = $"{Timer("IDLE", chat.CustomerIdle)},{Timer("DISCONNECT_NONCUSTOMER", chat.CustomerDisconnect)}";
        return
        [
            "connect", "update-participant-role-config", "--instance-id", Chat.InstanceId, "--contact-id", chat.ContactId,
            "--channel-configuration", "Chat={ParticipantTimerConfigList=[" + timers + "]}",
            "--endpoint-url", Authority(emulator), "--region", "eu-west-2",
        ];
    }

    private static KeyValuePair<string, string>[] CliKeys => [new("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), new("AWS_SECRET_ACCESS_KEY", "SECRET")];

    private static string Authority(EmulatorProcess emulator) => emulator.Endpoint.GetLeftPart(UriPartial.Authority);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
