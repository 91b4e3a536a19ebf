using System.Globalization;
using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>
/// Get-Date as far as now, <c>-AsUTC</c> and <c>-Format</c> with .NET formats and the four FileDate names. Not covered:
/// -Date and its parts, -UFormat, -DisplayHint.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter]
    [ArgumentCompletions("FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal")]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        // The engine makes cmdlets itself, so nothing can hand this one a clock; scripts get the real date from it.
        var now = TimeProvider.System.GetLocalNow();
        var date = AsUTC ? now.UtcDateTime : now.LocalDateTime;
        WriteObject(Format is null ? date : Formatted(date, Format));
    }

    private static string Formatted(DateTime date, string format) => format.ToUpperInvariant() switch
    {
        "FILEDATE" => date.ToString("yyyyMMdd", CultureInfo.CurrentCulture),
        "FILEDATETIME" => date.ToString("yyyyMMdd'T'HHmmssffff", CultureInfo.CurrentCulture),
        "FILEDATEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMdd'Z'", CultureInfo.CurrentCulture),
        "FILEDATETIMEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssffff'Z'", CultureInfo.CurrentCulture),
        _ => date.ToString(format, CultureInfo.CurrentCulture),
    };
}
