using System.Text;
using System.Xml;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Writes HTML that is well-formed XML at once, through a writer that escapes all text and refuses what is unbalanced. Elements other than
/// HTML's void ones are never closed by "/&gt;", which a browser would not understand.
/// </summary>
internal sealed class HtmlWriter : IDisposable
{
    private readonly XmlWriter _xml;

    public HtmlWriter(Stream stream) => _xml = XmlWriter.Create(stream, new XmlWriterSettings
    {
        OmitXmlDeclaration = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineChars = "\n",
    });

    /// <summary>The line that a page begins with.</summary>
    public void WriteDocumentType() => _xml.WriteDocType("html", null, null, null);

    /// <summary>Opens an element, until <see cref="Close"/>.</summary>
    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        foreach (var attribute in attributes)
        {
            _xml.WriteAttributeString(attribute.Name, DisplayText.Whole(attribute.Value));
        }
    }

    /// <summary>Closes the element that was opened last.</summary>
    public void Close() => _xml.WriteFullEndElement();

    /// <summary>Text; what is invisible in it is shown as an escape, so that no id can turn a line around.</summary>
    public void Text(string text) => _xml.WriteString(DisplayText.Whole(text));

    /// <summary>An element with nothing but text in it.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        Text(text);
        Close();
    }

    /// <summary>An element that HTML knows as void: meta, input.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _xml.WriteEndElement();
    }

    /// <summary>A style or a script of ours, as it stands.</summary>
    public void Raw(string name, string text)
    {
        Open(name);
        _xml.WriteRaw(text);
        Close();
    }

    /// <summary>A line's end, where the source of a page is to be read.</summary>
    public void Break() => _xml.WriteWhitespace("\n");

    public void Dispose() => _xml.Dispose();
}
