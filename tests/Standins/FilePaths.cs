using System.Collections.ObjectModel;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ConnectTimers.Standins;

/// <summary>Turns what was typed into paths on disk, through the session's own location and drives.</summary>
internal static class FilePaths
{
    /// <summary>The one existing file that a path, with wildcards unless literal, stands for.</summary>
    public static string ExistingFile(this PSCmdlet cmdlet, string path, bool literal)
    {
        ProviderInfo provider;
        Collection<string> found;
        if (literal)
        {
            found = [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)];
        }
        else
        {
            found = cmdlet.GetResolvedProviderPathFromPSPath(path, out provider);
        }

        RequireFileSystem(cmdlet, provider, path);
        if (found.Count != 1)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new PSInvalidOperationException($"The path '{path}' stands for {found.Count} files; it must stand for one."),
                "ReadWriteMultipleFilesNotSupported",
                ErrorCategory.InvalidArgument,
                path));
        }

        return found[0];
    }

    /// <summary>Where a file is to be written; it need not exist.</summary>
    public static string NewFile(this PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(cmdlet, provider, path);
        return resolved;
    }

    /// <summary>Opens a file, turning what goes wrong into the error that PowerShell's own file commands report.</summary>
    public static T Open<T>(this PSCmdlet cmdlet, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, null));
            throw;
        }
    }

    private static void RequireFileSystem(PSCmdlet cmdlet, ProviderInfo provider, string path)
    {
        if (provider.ImplementingType != typeof(FileSystemProvider))
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new PSInvalidOperationException($"The path '{path}' is not in the file system."),
                "ReadWriteFileNotFileSystemProvider",
                ErrorCategory.InvalidArgument,
                path));
        }
    }
}
