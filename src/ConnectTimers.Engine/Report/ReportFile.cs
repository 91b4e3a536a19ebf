using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Writes a finished page to disk: beside its place, and then moved into it, so that there is never half a report. A typing error must not destroy a file.
/// </summary>
internal static class ReportFile
{
    // The page has its mark in its head, before everything of a variable length.
    private const int MarkedBytes = 1024;

    /// <summary>Writes the page.</summary>
    /// <param name="settings">The file, and what may be replaced.</param>
    /// <param name="page">The page.</param>
    /// <param name="random">Source of the name of the file beside it.</param>
    /// <returns>Why it was not written; null if it was.</returns>
    public static Problem? Write(ReportSettings settings, MemoryStream page, Random random)
    {
        string? beside = null;
        try
        {
            if (FindTarget(settings.Path, out var target) is { } linked)
            {
                return linked;
            }

            if (FindObstacle(settings, target) is { } obstacle)
            {
                return obstacle;
            }

            beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{random.Next():x8}");
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                page.WriteTo(file);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: !settings.NoClobber);
            return null;
        }
        catch (IOException) when (settings.NoClobber && File.Exists(settings.Path))
        {
            return ReportProblems.ReportExists(settings.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ReportProblems.ReportNotWritable(settings.Path, Directory.Exists(settings.Path) ? "It is a folder." : e.Message);
        }
        finally
        {
            Delete(beside);
        }
    }

    // Another user who may write to the folder may have put a link there that leads to someone else's file.
    private static Problem? FindTarget(string path, out string target)
    {
        target = path;
        var file = new FileInfo(path);
        if (file.LinkTarget is null)
        {
            return null;
        }

        target = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.DirectoryName!) & Others) != 0 ? ReportProblems.ReportThroughLink(path, target) : null;
    }

    private static Problem? FindObstacle(ReportSettings settings, string target)
    {
        if (target.StartsWith("/dev/", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            return ReportProblems.ReportNotWritable(settings.Path, "It is a device.");
        }

        if (!File.Exists(target))
        {
            return null;
        }

        var beginning = ReadBeginning(target);
        return settings.NoClobber ? ReportProblems.ReportExists(settings.Path)
            : JournalLine.IsJournal(beginning) ? ReportProblems.ReportOverJournal(settings.Path) // by its content, and even with -Force: it is the only record of what was set
            : settings.Force || beginning.AsSpan().IndexOf(ReportPage.Mark) >= 0 ? null
            : ReportProblems.ReportOverFile(settings.Path);
    }

    private static byte[] ReadBeginning(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[MarkedBytes];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static void Delete(string? beside)
    {
        try
        {
            if (beside is not null)
            {
                File.Delete(beside); // it is there only if it could not be moved
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What prevented the report prevents this as well, and is reported.
        }
    }
}
