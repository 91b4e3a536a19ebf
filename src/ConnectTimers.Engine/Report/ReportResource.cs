using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Engine.Report;

/// <summary>The style or the script of a page, with its hash for the content security policy.</summary>
/// <param name="Text">The content of the element.</param>
/// <param name="Source">Its hash as a source expression of the policy.</param>
internal sealed record ReportResource(string Text, string Source)
{
    public static ReportResource Style { get; } = Read("report.css");

    public static ReportResource Script { get; } = Read("report.js");

    // The markers are comments for browsers, and tell XML parsers that the content is not markup.
    private static ReportResource Read(string name)
    {
        using var stream = typeof(ReportResource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = $"/*<![CDATA[*/\n{reader.ReadToEnd().ReplaceLineEndings("\n")}/*]]>*/";
        return new ReportResource(text, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
    }
}
