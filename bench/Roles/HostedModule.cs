using System.Diagnostics;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.Loader;
using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Roles;

/// <summary>A PowerShell engine with the module imported as it ships.</summary>
internal sealed class HostedModule : IDisposable
{
    // The first few say what went wrong.
    private const int MostErrors = 3;

    // Long enough for a cold engine to have its first calls in flight.
    private static readonly TimeSpan Underway = TimeSpan.FromSeconds(3);

    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(State());

    private HostedModule()
    {
    }

    /// <summary>The module, for Import-Module.</summary>
    public static string Manifest { get; } = Path.Combine(Outputs.Module, "ConnectTimers.psd1");

    public WorkerVersions Versions { get; private set; } = new(null, null);

    public static HostedModule Import()
    {
        var hosted = new HostedModule();
        hosted._runspace.Open();
        hosted.Run("Import-Module $args[0] -ErrorAction Stop", Manifest);
        hosted.Versions = new WorkerVersions(
            hosted.Run("\"$($PSVersionTable.PSVersion)\"").Single(), hosted.Run("\"$((Get-Module ConnectTimers).Version)\"").Single());
        return hosted;
    }

    /// <summary>Runs Set-ParticipantRoleConfig once, over rows as Import-Csv gives them. Only the call itself is measured.</summary>
    public WorkReport Set(WorkOrder order)
    {
        var rows = Chat.Range(order.First, order.Contacts).Select(Row).ToList();
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Set-ParticipantRoleConfig").AddParameters(Parameters(order));
        var outcomes = new List<PSObject>(order.Contacts);
        var errors = new List<string>();
        var meter = new Meter();
        try
        {
            shell.Invoke(rows, outcomes);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord.ToString());
        }

        var (seconds, cpu) = meter.Read();
        CheckOrigin();
        errors.AddRange(shell.Streams.Error.Select(e => e.ToString()));
        var accepted = outcomes.Where(o => Status(o) == "Accepted").Select(ContactId);
        return new WorkReport(
            outcomes.CountBy(Status).ToDictionary(),
            outcomes.Sum(o => (int)o.Properties["Attempts"].Value),
            [.. rows.Select(ContactId).Except(accepted).Select(id => Chat.OfPath(id).Number)],
            [.. errors.Take(MostErrors)],
            seconds,
            cpu)
        {
            PeakBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
    }

    /// <summary>Runs Import-ParticipantRoleConfig once and throws away what comes of it.</summary>
    /// <returns>How many configs that was.</returns>
    public int Import(string path)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript("Import-ParticipantRoleConfig -LiteralPath $args[0] -InformationVariable said | Out-Null; $said[0].ToString()").AddArgument(path);
        var said = shell.Invoke<string>()[0]; // "many.csv, 1,000,000 rows; 1,000,000 chats."
        CheckOrigin();
        return shell.Streams.Error.Count == 0
            ? int.Parse(said.Split(' ')[^2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : throw new BenchException(shell.Streams.Error[0].ToString());
    }

    /// <summary>Lets a cmdlet that does nothing else write so many objects, and throws them away.</summary>
    public int Write(int objects)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript("Write-BenchObject $args[0] | Out-Null").AddArgument(objects).Invoke();
        return objects;
    }

    /// <summary>Stops a run while its calls hang, as Ctrl+C does. Only the stop is measured.</summary>
    public WorkReport Stop(WorkOrder order)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Set-ParticipantRoleConfig").AddParameters(Parameters(order));
        using var input = new PSDataCollection<PSObject>(Chat.Range(order.First, order.Contacts).Select(Row));
        using var isUnderWay = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, _) => isUnderWay.Set();
        var running = shell.BeginInvoke(input);
        isUnderWay.Wait(Underway);

        // The first calls have left and wait for answers that do not come.
        Task.Delay(Underway, TimeProvider.System).Wait();
        var meter = new Meter();
        shell.Stop();
        ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
        var (seconds, cpu) = meter.Read();
        CheckOrigin();
        return new WorkReport(new Dictionary<string, int> { ["Stopped"] = order.Contacts }, 0, [], [], seconds, cpu);
    }

    public void Dispose() => _runspace.Dispose();

    private Collection<string> Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (var argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell.Invoke<string>();
    }

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Write-BenchObject", typeof(WriteBenchObjectCommand), null));
        return state;
    }

    private static string Status(PSObject outcome) => outcome.Properties["Status"].Value.ToString()!;

    private static string ContactId(PSObject row) => (string)row.Properties["ContactId"].Value;

    private static PSObject Row(Chat chat)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("ContactId", chat.ContactId));
        row.Properties.Add(new PSNoteProperty("CustomerIdle", $"{chat.CustomerIdle}"));
        row.Properties.Add(new PSNoteProperty("CustomerDisconnect", $"{chat.CustomerDisconnect}"));
        return row;
    }

    private static Dictionary<string, object> Parameters(WorkOrder order)
    {
        var parameters = new Dictionary<string, object>
        {
            ["InstanceId"] = Chat.InstanceId,
            ["EndpointUrl"] = order.Endpoint.GetLeftPart(UriPartial.Authority),
            ["AccessKey"] = "AKIDEXAMPLE",
            ["SecretKey"] = "SECRET",
            ["Region"] = "eu-west-2",
            ["RateLimit"] = order.RateLimit,
            ["PassThru"] = true,
        };
        if (order.BurstLimit is { } burst)
        {
            parameters.Add("BurstLimit", burst);
        }

        if (order.JournalPath is { } journal)
        {
            parameters.Add("JournalPath", journal);
            parameters.Add("Resume", true);
        }

        if (order.InFlight is { } most)
        {
            parameters.Add("ThrottleLimit", most);
        }

        return parameters;
    }

    // The figures are of what ships, or there are none.
    private static void CheckOrigin()
    {
        foreach (var assembly in AssemblyLoadContext.All.SelectMany(c => c.Assemblies))
        {
            if (assembly.GetName().Name is "ConnectTimers.PowerShell" or "ConnectTimers.Model" or "ConnectTimers.Engine" or "AWSSDK.Core"
                && !assembly.Location.StartsWith(Outputs.Module, StringComparison.Ordinal))
            {
                throw new BenchException($"{assembly.Location} was loaded, which is not the module as it ships.");
            }
        }
    }
}
