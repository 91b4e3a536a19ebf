using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Emulator;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// In how many chats the timers are in force when the agent joins, by the way in which the chats are found; chats arrive and get agents by
/// themselves, with the documented quotas. Each way has an emulator and a PowerShell of its own; all run at the same time.
/// </summary>
internal sealed class InTime : IMeasurement
{
    private const int Seed = 17;
    private const double LeastSearch = 97;
    private const double LeastQueue = 99.5;
    private const double MostBelowScheduler = 3;
    private const double MostEventToCall = 100;
    private const int Processes = 5;

    // What the module uses of the quota of 5 and 8.
    private static readonly Quota Pace = new(4, 6);

    // The last of these arrivals has waited, or has not, when the emulator is asked.
    private static readonly Load Steady = new(Rate: 2, ArrivalSeconds: 300, Seconds: 370);
    private static readonly Load Overload = new(Rate: 8, ArrivalSeconds: 60, Seconds: 180);

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    public string Name => "in-time";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var results = await Task.WhenAll(
            RunAsync("a runbook each minute", Steady, false, Runbook, stop),
            RunAsync("continuous search", Steady, false, Search, stop),
            RunAsync("queue", Steady, true, Queue, stop),
            RunAsync("queue, overload", Overload, true, Queue, stop));
        var (runbook, search, queue, overload) = (results[0], results[1], results[2], results[3]);
        var best = Scheduler.Share(overload.Chats, Pace);
        var eventToCall = 1000 * Median(queue.EventToCall());
        return new Measured(null,
            runbook.Row(Name),
            search.Row(Name) with { Goals = [AtLeast(LeastSearch, search)] },
            queue.Row(Name, new Figure("from the event in the queue to the call, median", eventToCall, "ms")) with
            {
                Goals = [AtLeast(LeastQueue, queue), new Goal($"event to call below {MostEventToCall} ms", eventToCall < MostEventToCall)],
            },
            overload.Row(Name, new Figure("a scheduler without foresight, at best", best, "%")) with
            {
                Goals = [new Goal($"within {MostBelowScheduler} % of such a scheduler", overload.Share >= best - MostBelowScheduler)],
            },
            await LambdaAsync(stop));
    }

    // A whole process, from its start to its end, as the first invocation of a function; the others are some milliseconds.
    private async Task<Row> LambdaAsync(CancellationToken stop)
    {
        await using var emulator = await EmulatorProcess.StartAsync(new Quota(0, 1), stop);
        var handler = Path.Combine(Outputs.Module, "..", "..", "examples", "lambda", "timers.ps1");
        var seconds = new List<double>();
        for (var i = 0; i < Processes; i++)
        {
            var run = await Pwsh.RunAsync($$"""
                $env:AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'; $env:AWS_SECRET_ACCESS_KEY = 'SECRET'
                $env:AWS_ENDPOINT_URL = '{{emulator.Endpoint.GetLeftPart(UriPartial.Authority)}}'; $env:CUSTOMER_IDLE = '5'
                Import-Module '{{Outputs.Module}}/ConnectTimers.psd1'
                . '{{handler}}'
                handler (ConvertFrom-Json '{{FlowEvent.Replace("CONTACT", $"c-{i}", StringComparison.Ordinal)}}') $null
                """, stop);
            if (!run.Output.Contains("Accepted", StringComparison.Ordinal))
            {
                throw new BenchException($"The handler answered {run.Output}");
            }

            seconds.Add(run.Seconds);
        }

        return new Row { Name = $"{Name}, a Lambda's first invocation", Seconds = Median(seconds), Note = $"a whole pwsh with the handler of examples/lambda and one call, median of {Processes}" };
    }

    private static Goal AtLeast(double percent, Way way) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at least {percent} % in force"), way.Share >= percent);

    private static async Task<Way> RunAsync(string name, Load load, bool hasQueue, Func<Uri, string> script, CancellationToken stop)
    {
        string[] options =
        [
            "--arrivals", Number(load.Rate), "--arrivals-for", Number(load.ArrivalSeconds), "--wait", "60", "--seed", Number(Seed), .. hasQueue ? ["--queue"] : Array.Empty<string>(),
        ];
        await using var emulator = await EmulatorProcess.StartAsync(new Quota(5, 8), stop, options);
        await using var pwsh = Child.StartProgram(name, Outputs.Dotnet, "exec", Outputs.Pwsh, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", Prelude + script(emulator.Endpoint));
        await pwsh.ExpectAsync("ready", StartPatience, stop);
        await emulator.ResetAsync(stop); // chats arrive from now on
        await pwsh.GoAsync();
        await Task.Delay(TimeSpan.FromSeconds(load.Seconds), TimeProvider.System, stop);
        var arrivals = await emulator.ReadAsync(stop);
        return new Way(name, arrivals.State, arrivals.Log);
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    // A worker runs for weeks: its start is no part of this measurement. So each does its work once before the chats arrive that count.
    private static string Prelude => $$"""
        $ErrorActionPreference = 'Continue'; $ProgressPreference = 'SilentlyContinue'
        Import-Module '{{Outputs.Module}}/ConnectTimers.psd1'
        $as = @{ Region = 'eu-west-2'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'SECRET' }
        $policy = @{ CustomerIdle = 5; CustomerDisconnect = 10 }

        """;

    private const string FlowEvent = """
        {"Name":"ContactFlowEvent","Details":{"Parameters":{},"ContactData":{"Channel":"CHAT","ContactId":"CONTACT","InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/i-1"}}}
        """;

    private const string Instance = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";

    private static string Begin(Uri endpoint, string warmUp) => $$"""
        $as['EndpointUrl'] = '{{endpoint.GetLeftPart(UriPartial.Authority)}}'
        {{warmUp}}
        [Threading.Thread]::Sleep(2000) # until the burst is available again, as after a quiet time
        'ready to watch'
        $null = [Console]::ReadLine()

        """;

    private static string Runbook(Uri endpoint) => Begin(endpoint, $"Find-ChatContact {Instance} @as | Set-ParticipantRoleConfig @policy @as") + $$"""
        while ($true) {
            $next = [DateTime]::UtcNow.AddMinutes(1)
            Find-ChatContact {{Instance}} -AwaitingAgent @as | Set-ParticipantRoleConfig @policy @as -JournalPath ([IO.Path]::GetTempPath() + "in-time-$PID.jsonl") -Resume
            [Threading.Thread]::Sleep($next - [DateTime]::UtcNow)
        }
        """;

    private static string Search(Uri endpoint) => Watch(endpoint, $"Watch-ChatContact {Instance}");

    private static string Queue(Uri endpoint) => Watch(endpoint, "Watch-ChatContact -QueueUrl \"$($as.EndpointUrl)/000000000000/contact-events\"");

    // The second watch remembers nothing of the first: after the reset the same chats arrive again.
    private static string Watch(Uri endpoint, string watch) =>
        Begin(endpoint, $"{watch} -MaxMinutes 0.1 @as | Set-ParticipantRoleConfig @policy @as") + $"{watch} @as | Set-ParticipantRoleConfig @policy @as";

    private sealed record Load(double Rate, double ArrivalSeconds, double Seconds);

    /// <summary>What came of one way.</summary>
    private sealed record Way(string Name, EmulatorState State, IReadOnlyList<LoggedRequest> Log)
    {
        public IReadOnlyList<ContactSnapshot> Chats => State.Contacts;

        private int Joined => Chats.Count(c => c.TimersInForce is not null);

        private int InForce => Chats.Count(c => c.TimersInForce is true);

        private int Late => Log.Count(r => r.Operation == "UpdateParticipantRoleConfig" && Chats.FirstOrDefault(c => r.Path.EndsWith(c.ContactId, StringComparison.Ordinal)) is { } chat
            && chat.ConnectedToAgentTimestamp < r.Time);

        /// <summary>The share of chats whose timers were in force when the agent joined, in percent.</summary>
        public double Share => 100.0 * InForce / Math.Max(1, Joined);

        public Row Row(string measurement, params Figure[] figures) => new()
        {
            Name = $"{measurement}, {Name}",
            Contacts = Joined,
            Figures = [new Figure("in force when the agent joined", Share, "%"), new Figure("chats with an agent", Joined, ""), new Figure("calls to chats whose agent had joined", Late, ""), .. figures],
        };

        /// <summary>Seconds from the arrival of the event in the queue, a second after the chat began to wait, to that of the call.</summary>
        public IEnumerable<double> EventToCall()
        {
            var began = Chats.ToDictionary(c => c.ContactId, c => c.InitiationTimestamp.AddSeconds(1));
            return Log.Where(r => r.Operation == "UpdateParticipantRoleConfig").GroupBy(r => r.Path[(r.Path.LastIndexOf('/') + 1)..])
                .Where(g => began.ContainsKey(g.Key)).Select(g => (g.Min(r => r.Time) - began[g.Key]).TotalSeconds);
        }
    }

    /// <summary>
    /// A scheduler that knows at once of each chat that begins to wait and of each agent that joins, but not when one will: it never idles
    /// while a chat waits, and calls only those that do, the longest waiting first. With exponential waits no order is better.
    /// </summary>
    private static class Scheduler
    {
        public static double Share(IReadOnlyList<ContactSnapshot> chats, Quota pace)
        {
            var arriving = new Queue<ContactSnapshot>(chats.Where(c => c.ConnectedToAgentTimestamp is not null).OrderBy(c => c.InitiationTimestamp));
            var total = arriving.Count;
            if (total == 0)
            {
                return 0;
            }

            var (time, tokens, inForce) = (arriving.Peek().InitiationTimestamp, pace.Burst, 0);
            while (arriving.TryDequeue(out var chat))
            {
                var now = chat.InitiationTimestamp > time ? chat.InitiationTimestamp : time;
                tokens = Math.Min(pace.Burst, tokens + ((now - time).TotalSeconds * pace.Rate));
                var call = tokens >= 1 ? now : now.AddSeconds((1 - tokens) / pace.Rate);
                if (chat.ConnectedToAgentTimestamp <= call)
                {
                    time = now; // its agent has joined: no call
                    continue;
                }

                tokens = tokens >= 1 ? tokens - 1 : 0;
                time = call;
                inForce++;
            }

            return 100.0 * inForce / total;
        }
    }
}
