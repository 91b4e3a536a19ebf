using System.Text.RegularExpressions;

namespace ConnectTimers.Help;

/// <summary>Texts that several cmdlets' pages have in common: a page has a link to them, and the help has the text.</summary>
internal sealed partial class SharedSections
{
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Reads the sections of the shared page: each goes from its heading of level 2 to the next.</summary>
    public static SharedSections Read(string path)
    {
        var shared = new SharedSections();
        foreach (var part in Heading().Split(MarkdownFile.Text(path)).Skip(1).Chunk(2))
        {
            // The anchor that GitHub gives a heading: lower case, blanks as hyphens.
            shared._texts.Add(part[0].Trim().ToLowerInvariant().Replace(' ', '-'), part[1].Trim());
        }

        return shared;
    }

    /// <summary>Puts the shared text in place of each paragraph that is nothing but a link to it.</summary>
    public string Expand(string path, string text) => Link().Replace(text, match =>
        _texts.TryGetValue(match.Groups[1].Value, out var shared)
            ? shared
            : throw MarkdownFile.Error(path, text[..match.Index].Count(c => c == '\n') + 1, $"shared.md has no section #{match.Groups[1].Value}."));

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<=^\n)\[[^\]\n]*\]\(shared\.md#([^)\n]+)\)$(?=\n(\n|\z))", RegexOptions.Multiline)]
    private static partial Regex Link();
}
