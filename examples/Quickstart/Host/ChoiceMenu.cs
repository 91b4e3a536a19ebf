using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace ConnectTimers.Quickstart.Host;

/// <summary>The choices of a prompt, <c>[Y] Yes  [N] No</c>, and what an answer means.</summary>
internal sealed class ChoiceMenu
{
    private readonly (string Key, string Label, string Help)[] _choices;
    private readonly int _default;

    public ChoiceMenu(Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _choices = [.. choices.Select(choice => (KeyOf(choice.Label), WithoutMark(choice.Label), choice.HelpMessage))];
        _default = defaultChoice;
    }

    public string Question
    {
        get
        {
            var choices = string.Join("  ", _choices.Select(choice => $"[{choice.Key}] {choice.Label}"));
            var unasked = _default >= 0 ? $" (default is \"{_choices[_default].Key}\")" : string.Empty;
            return $"{choices}  [?] Help{unasked}: ";
        }
    }

    public IEnumerable<string> Help => _choices.Select(choice => $"{choice.Key} - {choice.Help}");

    /// <summary>The place of the choice that an answer names by key or label, the default if it is empty, or null.</summary>
    public int? Find(string answer)
    {
        if (answer.Length == 0)
        {
            return _default >= 0 ? _default : null;
        }

        var found = Array.FindIndex(_choices, choice => Same(choice.Key, answer) || Same(choice.Label, answer));
        return found >= 0 ? found : null;
    }

    // The letter behind the ampersand; a label without one is its own key.
    private static string KeyOf(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label[(mark + 1)..(mark + 2)].ToUpperInvariant() : label;
    }

    private static string WithoutMark(string label) => label.Replace("&", string.Empty, StringComparison.Ordinal);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
