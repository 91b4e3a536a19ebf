using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Resolves the paths of a cmdlet's parameters to full paths of files.</summary>
internal static class PathResolver
{
    /// <summary>Resolves a path that is taken as it is; the file need not exist.</summary>
    /// <param name="cmdlet">The cmdlet, for its current location and drives.</param>
    /// <param name="parameter">The parameter's name, for the message.</param>
    /// <param name="path">The path, relative or absolute.</param>
    /// <param name="file">The full path.</param>
    /// <returns>Why it is not the path of a file; null when it is.</returns>
    public static Problem? Literal(PSCmdlet cmdlet, string parameter, string path, out string file)
    {
        file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return IsOfFiles(provider) ? null : PathProblems.NotAFile(parameter, path, provider.Name);
    }

    /// <summary>Resolves a path with wildcards to the files that exist.</summary>
    /// <param name="cmdlet">The cmdlet, for its current location and drives.</param>
    /// <param name="parameter">The parameter's name, for the message.</param>
    /// <param name="path">The path, relative or absolute.</param>
    /// <param name="files">The full paths; empty when nothing matches.</param>
    /// <returns>Why it is not the path of files; null when it is.</returns>
    public static Problem? Wildcard(PSCmdlet cmdlet, string parameter, string path, out IReadOnlyCollection<string> files)
    {
        try
        {
            files = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
            return IsOfFiles(provider) ? null : PathProblems.NotAFile(parameter, path, provider.Name);
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            files = [];
            return null;
        }
    }

    private static bool IsOfFiles(ProviderInfo provider) => provider.Name == "FileSystem";
}
