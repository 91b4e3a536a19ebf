using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ConnectTimers.Help;

/// <summary>Turns Markdown into the plain text that Get-Help shows.</summary>
internal static class PlainText
{
    /// <summary>Turns one block into text; lines are separated by \n.</summary>
    public static string Of(Block block) => block switch
    {
        LeafBlock { Inline: { } inline } => Of(inline),
        CodeBlock code => code.Lines.ToString(),
        ListBlock list => string.Join('\n', list.Cast<ListItemBlock>().Select(item => $"{Marker(list, item)} {string.Join('\n', item.Select(Of))}")),
        Table table => string.Join('\n', table.Skip(1).Cast<TableRow>().Select(Row)),
        ContainerBlock container => string.Join("\n\n", container.Select(Of)),
        _ => throw new NotSupportedException($"Help cannot show a {block.GetType().Name} (line {block.Line + 1})."),
    };

    /// <summary>Turns inlines into text. A link keeps its address only if that leads to the web.</summary>
    public static string Of(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Select(Of));

    private static string Of(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        LinkInline { Url: { } url } link when url.StartsWith("http", StringComparison.Ordinal) => $"{Of((ContainerInline)link)} ({url})",
        ContainerInline container => Of(container),
        _ => throw new NotSupportedException($"Help cannot show a {inline.GetType().Name} (line {inline.Line + 1})."),
    };

    private static string Marker(ListBlock list, ListItemBlock item) => list.IsOrdered ? $"{item.Order}." : "-";

    // A table does not survive the wrapping of a narrow console; "Name (Type): meaning" does.
    private static string Row(TableRow row)
    {
        var cells = row.Cast<TableCell>().Select(cell => Of((ContainerBlock)cell)).ToList();
        return cells is [var name, .. var middle, var last] ? $"{name}{(middle is [] ? "" : $" ({string.Join(", ", middle)})")}: {last}" : cells[0];
    }

    private static string Of(ContainerBlock container) => string.Join("\n\n", container.Select(Of));
}
