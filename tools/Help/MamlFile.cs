using System.Xml.Linq;

namespace ConnectTimers.Help;

/// <summary>The help of all cmdlets in MAML, the only form that Get-Help reads.</summary>
internal static class MamlFile
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help of the cmdlets to one file.</summary>
    public static void Write(IEnumerable<CmdletPage> pages, string path) =>
        new XDocument(new XElement(
            Msh + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "command", Command.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dev", Dev.NamespaceName),
            pages.Select(Cmdlet))).Save(path);

    private static XElement Cmdlet(CmdletPage page)
    {
        var name = page.Name.Split('-');
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                Paragraphs(Maml + "description", [page.Synopsis])),
            Paragraphs(Maml + "description", page.Description),
            new XElement(Command + "syntax", page.ParameterSets.Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Maml + "name", page.Name),
                page.Parameters.Where(parameter => parameter.IsIn(set)).Select(parameter => Parameter(parameter, Value(parameter, inSyntax: true)))))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(
                parameter,
                Paragraphs(Maml + "description", parameter.Description),
                Value(parameter, inSyntax: false),
                Type(parameter.Type),
                new XElement(Dev + "defaultValue", parameter.DefaultValue)))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => TypeWithText(Command + "inputType", input))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => TypeWithText(Command + "returnValue", output))),
            new XElement(Maml + "alertSet", Paragraphs(Maml + "alert", page.Notes)),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(link => new XElement(
                Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address)))));
    }

    private static XElement Parameter(PageParameter parameter, params object?[] content) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsRequired),
        new XAttribute("variableLength", IsList(parameter)),
        new XAttribute("globbing", parameter.TakesWildcards),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases),
        new XElement(Maml + "name", parameter.Name),
        content);

    // Get-Help shows a value after a switch in the syntax if there is one.
    private static XElement? Value(PageParameter parameter, bool inSyntax) => parameter.Type == "SwitchParameter" && inSyntax
        ? null
        : new XElement(
            Command + "parameterValue",
            new XAttribute("required", parameter.Type != "SwitchParameter"),
            new XAttribute("variableLength", IsList(parameter)),
            parameter.Type);

    private static bool IsList(PageParameter parameter) => parameter.Type.EndsWith("[]", StringComparison.Ordinal);

    private static XElement TypeWithText(XName name, Section section) => new(name, Type(section.Title), Paragraphs(Maml + "description", section.Paragraphs));

    private static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Example(Section section)
    {
        var line = new string('-', 14);
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", $"{line} {section.Title} {line}"),
            new XElement(Dev + "code", section.Code("powershell") ?? throw section.Error("The example has no code block 'powershell'.")),
            // The empty paragraph keeps the next example apart.
            Paragraphs(Dev + "remarks", [.. section.Paragraphs, ""]));
    }

    private static XElement Paragraphs(XName name, IEnumerable<string> paragraphs) =>
        new(name, paragraphs.Select(text => new XElement(Maml + "para", text)));
}
