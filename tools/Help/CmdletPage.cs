using Markdig.Syntax;

namespace ConnectTimers.Help;

/// <summary>A cmdlet's page in the schema 2.0.0 of PlatyPS.</summary>
internal sealed class CmdletPage
{
    private readonly string _path;
    private readonly List<Section> _sections;

    private CmdletPage(string path, List<Section> sections)
    {
        _path = path;
        _sections = sections;
    }

    public string Name => _sections[0].Title;

    public string Synopsis => string.Join(' ', One("SYNOPSIS").Paragraphs);

    public IEnumerable<string> Description => One("DESCRIPTION").Paragraphs;

    public IEnumerable<string> Notes => One("NOTES").Paragraphs;

    /// <summary>The names of the parameter sets, in the order of SYNTAX; one without a name if the section has no headings.</summary>
    public IEnumerable<string> ParameterSets =>
        Below("SYNTAX").Select(section => section.Title.Replace(" (Default)", "", StringComparison.Ordinal)).DefaultIfEmpty("");

    public IEnumerable<Section> Examples => Below("EXAMPLES");

    public IEnumerable<Section> Inputs => Below("INPUTS");

    public IEnumerable<Section> Outputs => Below("OUTPUTS");

    public IEnumerable<PageParameter> Parameters => Below("PARAMETERS").Where(section => section.Title != "CommonParameters").Select(section => new PageParameter(section));

    /// <summary>The related links: text and, where it leads to the web, address.</summary>
    public IEnumerable<(string Text, string Address)> Links =>
        One("RELATED LINKS").Blocks.SelectMany(block => block.Descendants<Markdig.Syntax.Inlines.LinkInline>())
            .Select(link => (PlainText.Of(link), link.Url is { } url && url.StartsWith("http", StringComparison.Ordinal) ? url : ""));

    /// <summary>Reads a page, with the shared texts in place of the links to them.</summary>
    /// <exception cref="InvalidDataException">The page is not in the schema; the message has file and line.</exception>
    public static CmdletPage Read(string path, SharedSections shared)
    {
        var page = new CmdletPage(path, MarkdownFile.Sections(path, shared.Expand(path, MarkdownFile.Text(path))));
        return page.Name == Path.GetFileNameWithoutExtension(path)
            ? page
            : throw page._sections[0].Error($"The page of {Path.GetFileNameWithoutExtension(path)} has the heading {page.Name}.");
    }

    private Section One(string title) => _sections.Find(section => section.Level == 2 && section.Title == title)
        ?? throw MarkdownFile.Error(_path, 1, $"The page has no section {title}.");

    private IEnumerable<Section> Below(string title) =>
        _sections.SkipWhile(section => section != One(title)).Skip(1).TakeWhile(section => section.Level > 2);
}

/// <summary>A parameter of a page: its text, and the facts of its yaml block.</summary>
internal sealed class PageParameter(Section section)
{
    private readonly Dictionary<string, string> _facts = (section.Code("yaml") ?? "").Split('\n')
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

    public string Name => section.Title.TrimStart('-');

    public IEnumerable<string> Description => section.Paragraphs;

    public string Type => Fact("Type");

    public string Aliases => _facts.GetValueOrDefault("Aliases") is { Length: > 0 } aliases ? aliases : "none";

    public bool IsRequired => Fact("Required") == "True";

    public string Position => Fact("Position").ToLowerInvariant();

    public string DefaultValue => Fact("Default value");

    public string PipelineInput => Fact("Accept pipeline input");

    public bool TakesWildcards => Fact("Accept wildcard characters") == "True";

    public bool IsIn(string parameterSet) => Fact("Parameter Sets") is var sets && (sets == "(All)" || sets.Split(", ").Contains(parameterSet));

    private string Fact(string name) => _facts.GetValueOrDefault(name) ?? throw section.Error($"-{Name} has no line '{name}:' in its yaml block.");
}
