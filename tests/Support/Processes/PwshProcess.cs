using System.Diagnostics;
using System.Globalization;

namespace ConnectTimers.Tests.Support.Processes;

/// <summary>A real PowerShell in a process of its own, without a profile and without a user.</summary>
public sealed class PwshProcess : ChildProcess
{
    private readonly DirectoryInfo _folder;
    private readonly string? _idFile;

    private PwshProcess(DirectoryInfo folder, IEnumerable<string> arguments, PwshOptions options)
        : base(StartInfo(folder, arguments, options), leavesInputOpen: options.TerminalWidth is not null)
    {
        Timeout = options.Timeout;
        _folder = folder;
        WorkingDirectory = options.WorkingDirectory ?? folder.FullName;
        _idFile = options.TerminalWidth is null ? null : IdFile(folder);
    }

    /// <summary>pwsh.dll, with PowerShell's own modules in Modules/ beside it.</summary>
    public static string Shell { get; } = Path.GetFullPath(Built("Pwsh"));

    /// <summary>Where the shell began.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The id of the shell itself, in a terminal too.</summary>
    public override int Id
    {
        get
        {
            if (_idFile is null)
            {
                return base.Id;
            }

            SpinWait.SpinUntil(() => HasExited || (File.Exists(_idFile) && new FileInfo(_idFile).Length > 0));
            return int.Parse(File.ReadAllText(_idFile), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Starts one with its own arguments: -Command with a text, -File with a script and its arguments.</summary>
    public static PwshProcess Start(IEnumerable<string> arguments, PwshOptions? options = null) =>
        new(Directory.CreateTempSubdirectory("connect-timers-"), arguments, options ?? new PwshOptions());

    /// <summary>Starts one that runs the text of a script.</summary>
    public static PwshProcess StartScript(string script, IEnumerable<string>? arguments = null, PwshOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        var file = Path.Combine(folder.FullName, "script.ps1");
        File.WriteAllText(file, script);
        return new PwshProcess(folder, ["-File", file, .. arguments ?? []], options ?? new PwshOptions());
    }

    /// <summary>Runs the text of a script to its end.</summary>
    public static async Task<ProcessResult> RunScriptAsync(string script, IEnumerable<string>? arguments = null, PwshOptions? options = null)
    {
        using var pwsh = StartScript(script, arguments, options);
        return await pwsh.WaitAsync();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }

    private static ProcessStartInfo StartInfo(DirectoryInfo folder, IEnumerable<string> arguments, PwshOptions options)
    {
        string[] command = [Dotnet, "exec", Shell, "-NoLogo", "-NoProfile", "-NonInteractive", .. arguments];
        var start = options.TerminalWidth is { } width ? InTerminal(width, IdFile(folder), command) : new ProcessStartInfo(command[0], command[1..]);
        start.WorkingDirectory = options.WorkingDirectory ?? folder.FullName;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        if (options.TerminalWidth is null)
        {
            start.Environment["NO_COLOR"] = "1"; // PowerShell colours what it writes into a pipe, too
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // script(1), which every Debian has, makes the terminal; the shell takes the place of the sh that it starts.
    private static ProcessStartInfo InTerminal(int width, string idFile, IEnumerable<string> command)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"stty cols {width} rows 50; echo $$ > {Quoted(idFile)}; exec {string.Join(' ', command.Select(Quoted))}");
        var start = new ProcessStartInfo("script", ["-q", "-e", "-f", "-c", line, "/dev/null"]);
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["TERM"] = "xterm-256color";
        return start;
    }

    private static string IdFile(DirectoryInfo folder) => Path.Combine(folder.FullName, "shell.pid");

    private static string Quoted(string argument) => "'" + argument.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
