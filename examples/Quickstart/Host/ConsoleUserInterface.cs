using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ConnectTimers.Quickstart.Host;

/// <summary>The streams of a session as lines on the screen.</summary>
internal sealed class ConsoleUserInterface(Screen screen, Prompts prompts, Progress progress, Terminal terminal) : PSHostUserInterface
{
    private const char Escape = '\x1b';

    public Screen Screen => screen;

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface(terminal);

    // Each host answers for itself here. $PSStyle.OutputRendering would do the same for the whole process, other hosts
    // in it included; the screen strips whatever decorated text still comes.
    public override bool SupportsVirtualTerminal => terminal.HasColour;

    public override void Write(string value) => screen.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        screen.Write(Coloured(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value) => screen.WriteLine(value);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        screen.WriteLine(Coloured(foregroundColor, backgroundColor, value));

    // What the engine formatted comes with its colours; a bare line is coloured here.
    public override void WriteErrorLine(string value) =>
        screen.WriteLine(value.Contains(Escape, StringComparison.Ordinal) ? value : Styled(PSStyle.Instance.Formatting.Error, value));

    public override void WriteWarningLine(string message) =>
        screen.WriteLine(Styled(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}"));

    public override void WriteVerboseLine(string message) =>
        screen.WriteLine(Styled(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}"));

    public override void WriteDebugLine(string message) =>
        screen.WriteLine(Styled(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}"));

    public override void WriteProgress(long sourceId, ProgressRecord record) => progress.Show(sourceId, record);

    public override string ReadLine() => prompts.ReadLine();

    public override SecureString ReadLineAsSecureString() => throw Prompts.NoSecrets();

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        prompts.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        prompts.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Prompts.NoSecrets();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw Prompts.NoSecrets();

    public void CancelPrompt() => prompts.Cancel();

    // The raw interface's own colours stand for "as the terminal has it", so they are not written out.
    private string Coloured(ConsoleColor foreground, ConsoleColor background, string text)
    {
        var codes = string.Empty;
        if (foreground != RawUI.ForegroundColor)
        {
            codes += PSStyle.MapForegroundColorToEscapeSequence(foreground);
        }

        if (background != RawUI.BackgroundColor)
        {
            codes += PSStyle.MapBackgroundColorToEscapeSequence(background);
        }

        return codes.Length == 0 ? text : Styled(codes, text);
    }

    private static string Styled(string codes, string text) => $"{codes}{text}{PSStyle.Instance.Reset}";
}
