using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ConnectTimers.Standins;

/// <summary>
/// Gives a hosted engine the few commands that System.Management.Automation leaves to assemblies which are not in any
/// package registry, so that scripts written for a real PowerShell run in tests and in the quick start as they stand.
/// </summary>
public static class StandinCommands
{
    private static readonly Type[] Cmdlets =
    [
        typeof(ConvertFromJsonCommand),
        typeof(ExportCsvCommand),
        typeof(GetContentCommand),
        typeof(GetDateCommand),
        typeof(ImportCsvCommand),
        typeof(SelectObjectCommand),
        typeof(StartTranscriptCommand),
        typeof(StopTranscriptCommand),
        typeof(TestPathCommand),
        typeof(WriteHostCommand),
        typeof(WriteOutputCommand),
        typeof(WriteWarningCommand),
    ];

    /// <summary>Adds every stand-in to a session that is not open yet.</summary>
    public static void AddTo(InitialSessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var cmdlet in Cmdlets)
        {
            state.Commands.Add(new SessionStateCmdletEntry(NameOf(cmdlet), cmdlet, helpFileName: null));
        }
    }

    private static string NameOf(Type cmdlet)
    {
        var attribute = (CmdletAttribute)Attribute.GetCustomAttribute(cmdlet, typeof(CmdletAttribute))!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
