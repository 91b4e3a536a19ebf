using System.Text;
using System.Xml;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Writes HTML that is also well-formed XML, with a writer that escapes all text and rejects unbalanced elements. Only HTML's void elements are closed by
/// "/&gt;", because browsers ignore it on others.
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

    /// <summary>Writes the document type.</summary>
    public void WriteDocumentType() => _xml.WriteDocType("html", null, null, null);

    /// <summary>Opens an element until <see cref="Close"/>.</summary>
    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        foreach (var attribute in attributes)
        {
            _xml.WriteAttributeString(attribute.Name, DisplayText.Whole(attribute.Value));
        }
    }

    /// <summary>Closes the innermost open element.</summary>
    public void Close() => _xml.WriteFullEndElement();

    /// <summary>Writes text, with invisible characters as escapes, so that no id can reverse the direction of a line.</summary>
    public void Text(string text) => _xml.WriteString(DisplayText.Whole(text));

    /// <summary>Writes an element that contains only text.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        Text(text);
        Close();
    }

    /// <summary>Writes a void element, such as meta or input.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        _xml.WriteEndElement();
    }

    /// <summary>Writes a style or script element without escaping.</summary>
    public void Raw(string name, string text)
    {
        Open(name);
        _xml.WriteRaw(text);
        Close();
    }

    /// <summary>Writes a line break, for readers of the page source.</summary>
    public void Break() => _xml.WriteWhitespace("\n");

    public void Dispose() => _xml.Dispose();
}
