using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace ConnectTimers.Help;

/// <summary>A Markdown file, cut into sections at its headings.</summary>
internal static class MarkdownFile
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    /// <summary>Parses Markdown text.</summary>
    /// <param name="path">Where the text comes from; errors name it.</param>
    /// <param name="text">The text.</param>
    /// <returns>The sections in the order of the file, each with the blocks up to the next heading of any level.</returns>
    public static List<Section> Sections(string path, string text)
    {
        var sections = new List<Section>();
        foreach (var block in Markdown.Parse(text, Pipeline))
        {
            if (block is HeadingBlock heading)
            {
                sections.Add(new Section(path, heading.Line + 1, heading.Level, PlainText.Of(heading.Inline), []));
            }
            else if (block is not YamlFrontMatterBlock and not LinkReferenceDefinitionGroup)
            {
                if (sections is [])
                {
                    throw Error(path, block.Line + 1, "The page begins without a heading.");
                }

                sections[^1].Blocks.Add(block);
            }
        }

        return sections;
    }

    /// <summary>Reads a file; lines end with \n wherever it was checked out.</summary>
    public static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    /// <summary>Makes the error that MSBuild shows with its file and line.</summary>
    public static InvalidDataException Error(string path, int line, string message) => new($"{path}({line}): error HELP: {message}");
}

/// <summary>A heading and what stands below it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The heading's line, from 1.</param>
/// <param name="Level">The heading's level, 1 to 6.</param>
/// <param name="Title">The heading as plain text.</param>
/// <param name="Blocks">The blocks up to the next heading.</param>
internal sealed record Section(string Path, int Line, int Level, string Title, List<Block> Blocks)
{
    /// <summary>The section's blocks as paragraphs of plain text, without its code.</summary>
    public IEnumerable<string> Paragraphs => Blocks.Where(block => block is not CodeBlock).Select(PlainText.Of);

    /// <summary>The text of the section's first code block in this language; null if there is none.</summary>
    public string? Code(string language) => Blocks.OfType<FencedCodeBlock>().FirstOrDefault(code => code.Info == language)?.Lines.ToString();

    public InvalidDataException Error(string message) => MarkdownFile.Error(Path, Line, message);
}
