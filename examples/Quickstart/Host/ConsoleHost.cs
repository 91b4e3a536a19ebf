using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ConnectTimers.Quickstart.Host;

/// <summary>A PowerShell host that prints as <c>pwsh</c> does, on a terminal or into a file.</summary>
public sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUserInterface _ui;

    /// <summary>A host on the given writer and reader.</summary>
    /// <param name="output">Takes everything that is shown, errors included, in the order in which it happened.</param>
    /// <param name="input">Answers the prompts, a line each.</param>
    /// <param name="clock">Paces how often progress is redrawn.</param>
    /// <param name="terminal">What <paramref name="output"/> can do; a file, if not said.</param>
    public ConsoleHost(TextWriter output, TextReader input, TimeProvider clock, Terminal? terminal = null)
    {
        terminal ??= Terminal.Redirected;
        var screen = new Screen(output, terminal);
        var prompts = new Prompts(screen, new LineReader(input), terminal);
        _ui = new ConsoleUserInterface(screen, prompts, Progress.On(screen, terminal, clock), terminal);
    }

    /// <summary>A host on this process's console.</summary>
    public static ConsoleHost OfThisProcess(TimeProvider clock) => new(Console.Out, Console.In, clock, Terminal.OfThisProcess());

    public override PSHostUserInterface UI => _ui;

    public override string Name => "ConnectTimers.Quickstart";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version ?? new Version(0, 0);

    // The engine compares ids only to tell a local host from a remote one; every host of this kind is local.
    public override Guid InstanceId { get; } = new("6f0f2c1e-2b0c-4d83-9a57-0d7c9f6f2f4e");

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>The code that a script's <c>exit</c> asked for; null as long as none did.</summary>
    public int? ExitCode { get; private set; }

    internal Screen Screen => _ui.Screen;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new PSNotSupportedException("This host runs a script; it has no prompt to suspend to. Answer with another choice.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
        // Native commands write to the process's console themselves; nothing of ours needs saving first.
    }

    public override void NotifyEndApplication()
    {
    }

    /// <summary>Ends a prompt that is being waited at, as Ctrl+C does.</summary>
    internal void CancelPrompt() => _ui.CancelPrompt();
}
