using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Engine.Report;

/// <summary>The style and the script of a page, and by what its policy knows them.</summary>
/// <param name="Text">What stands in the element.</param>
/// <param name="Source">Its hash, as a Content-Security-Policy writes it.</param>
internal sealed record ReportResource(string Text, string Source)
{
    public static ReportResource Style { get; } = Read("report.css");

    public static ReportResource Script { get; } = Read("report.js");

    // Between marks that are comments to a browser, and to a reader of XML say that no markup is inside.
    private static ReportResource Read(string name)
    {
        using var stream = typeof(ReportResource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = $"/*<![CDATA[*/\n{reader.ReadToEnd().ReplaceLineEndings("\n")}/*]]>*/";
        return new ReportResource(text, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
    }
}
