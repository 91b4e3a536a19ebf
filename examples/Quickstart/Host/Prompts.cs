using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ConnectTimers.Quickstart.Host;

/// <summary>Asks the person at the terminal, and says plainly when there is none.</summary>
internal sealed class Prompts(Screen screen, LineReader input, Terminal terminal)
{
    public string ReadLine() => Answer("A line of input");

    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireSomebody(Title(caption, message));
        ShowTitle(caption, message);
        var menu = new ChoiceMenu(choices, defaultChoice);
        while (true)
        {
            screen.Write(menu.Question);
            var answer = Answer(Title(caption, message)).Trim();
            if (menu.Find(answer) is { } choice)
            {
                return choice;
            }

            if (answer == "?")
            {
                foreach (var line in menu.Help)
                {
                    screen.WriteLine(line);
                }
            }
        }
    }

    // What the engine asks for here are the mandatory parameters that were left out.
    public Dictionary<string, PSObject?> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireSomebody($"{Title(caption, message)} ({string.Join(", ", fields.Select(field => field.Name))})");
        ShowTitle(caption, message);
        return fields.ToDictionary(field => field.Name, field => AskField(field), StringComparer.OrdinalIgnoreCase);
    }

    public static HostException NoSecrets() =>
        new("This host shows what is typed, so it does not ask for secrets. Give the secret as a parameter or a profile.");

    public void Cancel() => input.Cancel();

    private PSObject? AskField(FieldDescription field)
    {
        // A type that cannot be found is asked for as text; the engine converts the answer, or says that it cannot.
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(SecureString) || type == typeof(PSCredential))
        {
            throw NoSecrets();
        }

        if (!type.IsArray && !typeof(IList).IsAssignableFrom(type))
        {
            screen.Write($"{field.Name}: ");
            return PSObject.AsPSObject(Answer(field.Name));
        }

        // A list ends with an empty answer, as in pwsh.
        var values = new List<string>();
        while (true)
        {
            screen.Write($"{field.Name}[{values.Count}]: ");
            var value = Answer(field.Name);
            if (value.Length == 0)
            {
                return PSObject.AsPSObject(values.ToArray());
            }

            values.Add(value);
        }
    }

    private string Answer(string question)
    {
        RequireSomebody(question);
        var line = input.ReadLine() ?? throw Unanswerable(question);
        screen.LineWasEntered();
        return line;
    }

    private void ShowTitle(string caption, string message)
    {
        screen.Separate();
        if (!string.IsNullOrEmpty(caption))
        {
            screen.WriteLine(PSStyle.Instance.Bold + caption + PSStyle.Instance.Reset);
        }

        if (!string.IsNullOrEmpty(message))
        {
            screen.WriteLine(message);
        }
    }

    private void RequireSomebody(string question)
    {
        if (!terminal.CanAsk)
        {
            throw Unanswerable(question);
        }
    }

    private static string Title(string caption, string message) =>
        string.Join(" ", ((string?[])[caption, message]).Where(part => !string.IsNullOrWhiteSpace(part)));

    private static PSInvalidOperationException Unanswerable(string question) => new(
        $"A prompt cannot be answered here, because input or output is not a terminal. What was asked: {question.ReplaceLineEndings(" ")} "
        + "Give the missing parameter, or -Confirm:$false.");
}
