using System.Text;
using Markdig.Syntax;

namespace ConnectTimers.Help;

/// <summary>An about_ topic as Get-Help shows it: plain text of at most 80 columns.</summary>
internal static class AboutTopic
{
    private const int Width = 79;

    /// <summary>Makes the text of a topic.</summary>
    /// <param name="path">The topic's page: the name as heading 1, the sections as headings 2 and 3.</param>
    public static string Text(string path)
    {
        var text = new StringBuilder();
        foreach (var section in MarkdownFile.Sections(path, MarkdownFile.Text(path)))
        {
            text.Append(section.Level switch
            {
                1 => $"TOPIC\n    {section.Title}\n",
                2 => $"{section.Title.ToUpperInvariant()}\n",
                _ => $"  {section.Title.ToUpperInvariant()}\n",
            });
            for (var i = 0; i < section.Blocks.Count; i++)
            {
                text.Append(i == 0 ? "" : "\n");
                Append(text, section.Blocks[i]);
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, Block block)
    {
        // Code keeps its lines; everything else is wrapped, the lines after a list's marker below its text.
        foreach (var line in PlainText.Of(block).Split('\n'))
        {
            if (block is CodeBlock)
            {
                text.Append("        ").Append(line).Append('\n');
            }
            else
            {
                Wrap(text, line, block is ListBlock ? line.IndexOf(' ', StringComparison.Ordinal) + 1 : block is Markdig.Extensions.Tables.Table ? 2 : 0);
            }
        }
    }

    private static void Wrap(StringBuilder text, string line, int hanging)
    {
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
                text.Append(' ', 4 + hanging).Append(word);
                column = 4 + hanging + word.Length;
            }
            else
            {
                text.Append(column == 0 ? "    " : " ").Append(word);
                column += (column == 0 ? 4 : 1) + word.Length;
            }
        }

        text.Append('\n');
    }
}
