using System.Management.Automation;

namespace ConnectTimers.PowerShell.Input;

/// <summary>What a path's provider means to cmdlets that read and write files.</summary>
internal static class Providers
{
    /// <summary>Whether its paths are those of files.</summary>
    public static bool IsOfFiles(this ProviderInfo provider) => provider.Name == "FileSystem";
}
