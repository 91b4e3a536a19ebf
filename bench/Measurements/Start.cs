using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// The cost of a single call right after a prompt has opened: the import and the first call in a pwsh that is open, later calls beside
/// them, of the module as it ships and of its IL alone; and a whole pwsh beside a whole AWS CLI, where that is installed. Each in processes
/// of its own, in turn, of which the median counts.
/// </summary>
internal sealed class Start : IMeasurement
{
    private const int Processes = 9;
    private const int LaterCalls = 50;
    private const int MostMethods = 650;
    private const double MostTimesIl = 0.65;
    private const double MostTimesCli = 0.65;
    private const int MostLaterMs = 50;

    private const string Ours = "pwsh and the module";
    private const string Cli = "AWS CLI";
    private const string Later = "later calls";

    // The first of its kind is for the measuring itself, whose code is compiled by then.
    private const string Steps = """
        $self = [Diagnostics.Process]::GetCurrentProcess()
        function Measure-Step([scriptblock] $Step) {
            $self.Refresh()
            $cpu, $methods, $began = $self.TotalProcessorTime, [Runtime.JitInfo]::GetCompiledMethodCount($false), [Diagnostics.Stopwatch]::GetTimestamp()
            $null = . $Step
            $seconds = [Diagnostics.Stopwatch]::GetElapsedTime($began).TotalSeconds
            $self.Refresh()
            @{ seconds = $seconds; cpuSeconds = ($self.TotalProcessorTime - $cpu).TotalSeconds; methods = [Runtime.JitInfo]::GetCompiledMethodCount($false) - $methods }
        }
        $null = Measure-Step { Get-Module }

        """;

    public string Name => "start";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var emulator = await EmulatorProcess.StartAsync(new Quota(0, 1), stop);
        if (!Outputs.IsPwshCompiled)
        {
            Console.Error.WriteLine($"{Name}: PowerShell is IL here, and most of what is measured is its compilation. Only a Release build on Linux x64 compiles it.");
        }

        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            CopyIl(folder.FullName);
            var (ships, il) = (new List<StartReport>(), new List<StartReport>());
            for (var i = 0; i < Processes; i++)
            {
                il.Add(await InNewPwshAsync(emulator, folder.FullName, stop));
                ships.Add(await InNewPwshAsync(emulator, Outputs.Module, stop));
            }

            return new Measured(ships[0].Versions, [.. Rows(ships, il), .. await WholeProgramsAsync(emulator, stop)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The module without its images, which lie in folders of deps/.
    private static void CopyIl(string to)
    {
        foreach (var file in Directory.EnumerateFiles(Outputs.Module, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Outputs.Module, file);
            if (name.Split(Path.DirectorySeparatorChar) is not ["deps", _, _])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
                File.Copy(file, Path.Combine(to, name));
            }
        }
    }

    // As a prompt has it that has run nothing but a command of the engine's own.
    private static async Task<StartReport> InNewPwshAsync(EmulatorProcess emulator, string module, CancellationToken stop)
    {
        var chats = Chat.Range(1, 1 + LaterCalls).ToList();
        await emulator.ResetAsync(stop);
        var run = await Pwsh.RunAsync(Steps + $$"""
            $import = Measure-Step { {{Import(module)}} }
            $calls = @({{string.Join("; ", chats.Select(chat => $"Measure-Step {{ {Call(emulator, chat)} }}"))}})
            $module = Get-Module ConnectTimers
            @{ import = $import; calls = $calls; path = $module.Path; versions = @{ powerShell = "$($PSVersionTable.PSVersion)"; module = "$($module.Version)" } } |
                ConvertTo-Json -Depth 3 -Compress
            """, stop);
        (await emulator.ReadAsync(stop)).CheckStored(chats);
        var report = Wire.Read<StartReport>(run.Output); 
        return report.Path.StartsWith(module, StringComparison.Ordinal)
            ? report
            : throw new BenchException($"{report.Path} was loaded, which does not lie in {module}.");
    }

    private IEnumerable<Row> Rows(IReadOnlyList<StartReport> ships, IReadOnlyList<StartReport> il)
    {
        var (shipped, baseline) = (Row("in an open pwsh", ships), Row("in an open pwsh, as IL", il));
        var methods = Median(ships.Select(Methods));
        yield return baseline;
        yield return shipped with
        {
            Goals =
            [
                new Goal($"import and first call compile at most {MostMethods} methods", methods <= MostMethods),
                AtMost(MostTimesIl, shipped, baseline, "that of the IL"),
                new Goal($"later calls take at most {MostLaterMs} ms", shipped.Figures.Single(f => f.Name == Later).Value <= MostLaterMs),
            ],
        };
    }

    private static Goal AtMost(double most, Row row, Row other, string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at most {most} x {name}; here {row.Seconds / other.Seconds:0.00}"), row.Seconds <= most * other.Seconds);

    private static double Methods(StartReport run) => run.Import.Methods + run.Calls[0].Methods;

    private Row Row(string where, IReadOnlyList<StartReport> runs)
    {
        double Of(Func<StartReport, double> figure) => Median(runs.Select(figure));
        return new Row
        {
            Name = $"{Name} {where}",
            Seconds = Of(r => r.Import.Seconds + r.Calls[0].Seconds),
            Note = $"import and first call, medians of {Processes} processes",
            Figures =
            [
                new Figure("import", 1000 * Of(r => r.Import.Seconds), "ms"),
                new Figure("first call", 1000 * Of(r => r.Calls[0].Seconds), "ms"),
                new Figure("processor time of the first call", 1000 * Of(r => r.Calls[0].CpuSeconds), "ms"),
                new Figure("compiled by the import", Of(r => r.Import.Methods), "methods"),
                new Figure("compiled by import and first call", Of(Methods), "methods"),
                new Figure("second call", 1000 * Of(r => r.Calls[1].Seconds), "ms"),
                new Figure(Later, 1000 * Of(r => Median(r.Calls.Skip(2).Select(c => c.Seconds))), "ms"),
            ],
        };
    }

    // One after the other in turn, so that whatever else the machine does meets them alike.
    private async Task<IReadOnlyList<Row>> WholeProgramsAsync(EmulatorProcess emulator, CancellationToken stop)
    {
        var chat = new Chat(1);
        var programs = new (string Name, bool IsSent, Func<Task<ProgramRun?>> RunAsync)[]
        {
            ("pwsh alone", false, async () => await Pwsh.RunAsync("1", stop)),
            (Ours, true, async () => await Pwsh.RunAsync($"{Import(Outputs.Module)}; {Call(emulator, chat)}", stop)),
            (Cli, true, () => Installed.RunAsync("aws", CliArguments(emulator, chat), stop, CliKeys)),
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

        var rows = taken.Where(t => t.Value.Count > 0).ToDictionary(t => t.Key, t => new Row
        {
            Name = $"{Name} {t.Key}",
            Seconds = Median(t.Value),
            Note = $"from the program's start to its end, median of {t.Value.Count}",
        });
        if (rows.TryGetValue(Cli, out var cli))
        {
            rows[Ours] = rows[Ours] with { Goals = [AtMost(MostTimesCli, rows[Ours], cli, "that of the AWS CLI")] };
        }

        return [.. rows.Values];
    }

    private static string Import(string module) => $"Import-Module '{Path.Combine(module, "ConnectTimers.psd1")}'";

    private static string Call(EmulatorProcess emulator, Chat chat) =>
        $"Set-ParticipantRoleConfig -InstanceId {Chat.InstanceId} -ContactId {chat.ContactId} "
        + string.Create(CultureInfo.InvariantCulture, $"-CustomerIdle {chat.CustomerIdle} -CustomerDisconnect {chat.CustomerDisconnect} ")
        + $"-EndpointUrl {Authority(emulator)} -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey SECRET -RateLimit 0"; // measures the calls, not the wait for the rate limit

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

    /// <summary>How long the first things take in a process that has done none before.</summary>
    /// <param name="Import">Import-Module.</param>
    /// <param name="Calls">One call for each chat, the first one first.</param>
    /// <param name="Path">Where the module came from.</param>
    /// <param name="Versions">What was imported, and into what.</param>
    private sealed record StartReport(Step Import, IReadOnlyList<Step> Calls, string Path, WorkerVersions Versions);

    /// <summary>What one of them takes.</summary>
    /// <param name="Seconds">Wall time.</param>
    /// <param name="CpuSeconds">Processor time of the process.</param>
    /// <param name="Methods">How many methods .NET compiled for it.</param>
    private sealed record Step(double Seconds, double CpuSeconds, int Methods);
}
