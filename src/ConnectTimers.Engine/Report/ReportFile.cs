using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>Puts a finished page on disk.</summary>
internal static class ReportFile
{
    /// <summary>Writes it, in place of a file of that name unless it is to stay.</summary>
    /// <returns>Why not; null when it is there.</returns>
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
            return ReportProblems.ReportUnwritable(path, Directory.Exists(path) ? "It is a folder." : e.Message);
        }
    }

    // By its beginning, whatever it is called: a slip of the keys must not cost the only memory of what was set.
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
            var beginning = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
            return beginning.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])
                ? beginning[3..].StartsWith(JournalLine.Beginning)
                : beginning.StartsWith(JournalLine.Beginning);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // then it cannot be written either, most likely, and that is told
        }
    }
}
