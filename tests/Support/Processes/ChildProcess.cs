using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace ConnectTimers.Tests.Support.Processes;

/// <summary>A process that a test starts, whose streams are read from its start, and which ends with the test at the latest.</summary>
public class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    /// <summary>Starts it. Its standard input is empty, so that nothing can wait for an answer.</summary>
    protected ChildProcess(ProcessStartInfo start, bool leavesInputOpen = false)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        if (!leavesInputOpen)
        {
            _process.StandardInput.Close();
        }

        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The id of the program itself.</summary>
    public virtual int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>After how long a process counts as one that hangs. They take seconds; the machine may be busy with others.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The `dotnet` that built the tests.</summary>
    protected static string Dotnet { get; } = Built("Dotnet");

    /// <summary>Starts a .NET program.</summary>
    public static ChildProcess StartDotnet(string program, params IEnumerable<string> arguments) => new(new ProcessStartInfo(Dotnet, ["exec", program, .. arguments]));

    /// <summary>Runs a .NET program to its end.</summary>
    public static async Task<ProcessResult> RunDotnetAsync(string program, params IEnumerable<string> arguments)
    {
        using var child = StartDotnet(program, arguments);
        return await child.WaitAsync();
    }

    /// <summary>Kills the program itself (SIGKILL on Unix), and nothing that it started.</summary>
    public void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    /// <summary>Asks the program itself to end (SIGTERM), as a service manager does; on Unix only.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it ends. One that hangs is killed, and its exit code is null.</summary>
    public async Task<ProcessResult> WaitAsync()
    {
        using var timeout = new CancellationTokenSource(Timeout);
        var hangs = false;
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            hangs = true;
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        return new ProcessResult(hangs ? null : _process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the build has put into this assembly.</summary>
    protected static string Built(string key) => typeof(ChildProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    protected virtual void Dispose(bool disposing)
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
