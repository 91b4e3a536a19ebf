using System.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Recognizes text in another encoding than the beginning of its file: <c>&gt;&gt;</c> and Out-File -Append of Windows PowerShell add UTF-16 to a file in
/// UTF-8, and other programs add UTF-8 to a file in UTF-16.
/// </summary>
internal static class MixedEncodings
{
    // Shorter runs occur by chance, or as a few NULs in a cell.
    private const int MinRun = 16;

    /// <summary>Whether a row has a run of characters in another encoding.</summary>
    /// <param name="row">The row as UTF-8: as it is in the file, or transcoded from UTF-16.</param>
    public static bool Has(ReadOnlySpan<byte> row) => (row.Contains((byte)0) && HasUtf16(row)) || (row.ContainsAnyInRange((byte)0xE2, (byte)0xE7) && HasUtf8ReadAsUtf16(row));

    // Every second byte is NUL.
    private static bool HasUtf16(ReadOnlySpan<byte> row)
    {
        var run = 0;
        for (var i = 1; i < row.Length && run < MinRun; i++)
        {
            run = (row[i] == 0) != (row[i - 1] == 0) ? run + 1 : 0;
        }

        return run >= MinRun;
    }

    // Each character consists of two bytes that are ASCII. In text of East Asia about one of eight is like that, so a long run of them is no text.
    private static bool HasUtf8ReadAsUtf16(ReadOnlySpan<byte> row)
    {
        var run = 0;
        while (!row.IsEmpty && run < MinRun)
        {
            Rune.DecodeFromUtf8(row, out var rune, out var length);
            run = rune.Value is > 0x7F and <= 0xFFFF && IsAscii(rune.Value >> 8) && IsAscii(rune.Value & 0xFF) ? run + 1 : 0;
            row = row[length..];
        }

        return run >= MinRun;
    }

    private static bool IsAscii(int value) => value is (>= ' ' and <= '~') or '\t' or '\r' or '\n';
}
