using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>
/// Write-Host: an information record tagged PSHOST, which the engine shows through the host whatever
/// $InformationPreference says. Not covered: XML nodes shown by name; a colour that is not given stays unset in the record,
/// where the real one fills in the host's.
/// </summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [SuppressMessage("Naming", "CA1720", Justification = "The real parameter's name.")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = Text(Object),
            NoNewLine = NoNewline.IsPresent,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        IEnumerable list => string.Join(Separator?.ToString(), list.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? string.Empty,
    };
}
