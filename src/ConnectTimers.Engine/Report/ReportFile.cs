using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>Writes a finished page to disk.</summary>
internal static class ReportFile
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file: a full path.</param>
    /// <param name="page">The page.</param>
    /// <param name="noClobber">Whether an existing file is kept; otherwise it is replaced.</param>
    /// <returns>Why it was not written; null if it was.</returns>
    public static Problem? Write(string path, MemoryStream page, bool noClobber)
    {
        try
        {
            if (IsJournal(path))
            {
                return ReportProblems.ReportOverJournal(path);
            }

            using var file = new FileStream(path, noClobber ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);
            page.WriteTo(file);
            return null;
        }
        catch (IOException) when (noClobber && File.Exists(path))
        {
            return ReportProblems.ReportExists(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ReportProblems.ReportNotWritable(path, Directory.Exists(path) ? "It is a folder." : e.Message);
        }
    }

    // By its content, not its name: a typing error must not destroy the only record of what was set.
    private static bool IsJournal(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[64];
            return JournalLine.IsJournal(bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // most likely it cannot be written either, which is reported
        }
    }
}
