using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>A host that answers each -Confirm with the next of its answers: 0 Yes, 1 Yes to All, 2 No, 3 No to All.</summary>
internal sealed class AnsweringHost(params int[] answers) : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = new("d4a5a2f0-6a5b-4c0e-9d0b-1d6f0c7b8a90");

    public override string Name => nameof(AnsweringHost);

    public override PSHostUserInterface UI => Answers;

    public override Version Version { get; } = new(1, 0);

    /// <summary>The answer to a prompt; null for a host without a user, as with -NonInteractive.</summary>
    public string? Code
    {
        get => Answers.Code;
        init => Answers.Code = value;
    }

    /// <summary>The prompts shown.</summary>
    public Collection<string> Asked => Answers.Asked;

    public List<string> Lines => Answers.Lines;

    private AnsweringUserInterface Answers { get; } = new(new Queue<int>(answers));

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class AnsweringUserInterface(Queue<int> answers) : PSHostUserInterface
    {
        public Collection<string> Asked { get; } = [];

        public override PSHostRawUserInterface RawUI => null!;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Asked.Add(message);
            return answers.Dequeue();
        }

        public string? Code { get; set; }

        public List<string> Lines { get; } = [];

        // As ConsoleHost does with -NonInteractive.
        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        {
            if (Code is null)
            {
                throw new HostException("PowerShell is in NonInteractive mode.");
            }

            Asked.Add(message);
            var secret = new SecureString();
            foreach (var c in Code)
            {
                secret.AppendChar(c);
            }

            return new Dictionary<string, PSObject> { [descriptions[0].Name] = new(secret) };
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value)
        {
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteLine(string value) => Lines.Add(value);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }
    }
}
