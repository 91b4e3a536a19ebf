namespace ConnectTimers.Engine.Journal;

/// <summary>Tells whether two paths lead to one file: through links of both kinds, or by other mounts.</summary>
internal static class FileIdentity
{
    /// <summary>Whether both exist and are one file.</summary>
    /// <param name="first">A full path.</param>
    /// <param name="second">A full path.</param>
    public static bool IsSame(string first, string second)
    {
        try
        {
            var (a, b) = (Target(new FileInfo(first)), Target(new FileInfo(second)));

            // .NET has no file ids. Two files with the same length and the same times of creation and of the last change do not occur.
            return a.Exists && b.Exists && (a.FullName == b.FullName
                || (a.Length == b.Length && a.CreationTimeUtc == b.CreationTimeUtc && a.LastWriteTimeUtc == b.LastWriteTimeUtc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // opening them tells why
        }
    }

    private static FileInfo Target(FileInfo file) => (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
}
