using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using ConnectTimers.Emulator;
using Shell = System.Management.Automation.PowerShell;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>A real PowerShell engine with the module imported as it ships.</summary>
internal sealed class Hosted : IDisposable
{
    private readonly Runspace _runspace;

    public Hosted(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Path.Combine(Surroundings.Module, "ConnectTimers.psd1"));
        state.ThrowOnRunspaceOpenError = true;
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    /// <summary>What a test splats as @connect: the emulator and its keys, in a Region, without a pace unless there is to be one.</summary>
    public static (string Name, object? Value) Connect(ConnectEmulator emulator, string? region = "eu-west-2", double? rateLimit = 0, double? burstLimit = null)
    {
        var connect = new Hashtable
        {
            ["EndpointUrl"] = emulator.Endpoint.GetLeftPart(UriPartial.Authority),
            ["AccessKey"] = "AKIDEXAMPLE",
            ["SecretKey"] = "SECRET",
        };
        foreach (var (name, value) in new (string, object?)[] { ("Region", region), ("RateLimit", rateLimit), ("BurstLimit", burstLimit) })
        {
            if (value is not null)
            {
                connect[name] = value;
            }
        }

        return ("connect", connect);
    }

    /// <summary>Runs a script to its end and gives everything it wrote.</summary>
    public Written Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = Prepare(script, variables);
        var written = new Written(shell);
        try
        {
            written.Output.AddRange(shell.Invoke());
        }
        catch (RuntimeException e)
        {
            written.Terminating = e.ErrorRecord;
        }

        return written;
    }

    /// <summary>The timers that the emulator has, a line a contact: <c>a CUSTOMER/IDLE=5 AGENT/IDLE=unset</c>.</summary>
    public static IEnumerable<string> State(ConnectEmulator emulator) => emulator.GetState().Contacts
        .Select(c => string.Join(' ', c.Stored.Select(t => t.Key + "=" + (t.Value?.ToString(CultureInfo.InvariantCulture) ?? "unset")).Prepend(c.ContactId)))
        .Order(StringComparer.Ordinal);

    /// <summary>A shell with the script and its variables, for tests that stop it half-way.</summary>
    public Shell Prepare(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        var shell = Shell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();
}

/// <summary>The output of a script: each stream, and all streams in order.</summary>
internal sealed class Written
{
    private readonly object _lock = new();

    public Written(Shell shell)
    {
        Listen(shell.Streams.Error, Errors);
        Listen(shell.Streams.Warning, Warnings);
        Listen(shell.Streams.Verbose, Verbose);
        Listen(shell.Streams.Information, Information);
        Listen(shell.Streams.Progress, Progress);
    }

    public List<PSObject> Output { get; } = [];

    public List<ErrorRecord> Errors { get; } = [];

    public List<WarningRecord> Warnings { get; } = [];

    public List<VerboseRecord> Verbose { get; } = [];

    public List<InformationRecord> Information { get; } = [];

    public List<ProgressRecord> Progress { get; } = [];

    /// <summary>The error that ended the script; null when it ran to its end.</summary>
    public ErrorRecord? Terminating { get; set; }

    /// <summary>One property of every output.</summary>
    public IEnumerable<object?> Values(string property) => Output.Select(o => o.Properties[property]?.Value);

    /// <summary>The status of every output, as text; an empty text for one without a status.</summary>
    public IEnumerable<string> Statuses => Values("Status").Select(s => s?.ToString() ?? "");

    private void Listen<T>(PSDataCollection<T> stream, List<T> into) => stream.DataAdded += (_, e) =>
    {
        lock (_lock)
        {
            into.Add(stream[e.Index]);
        }
    };
}
