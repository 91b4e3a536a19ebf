using System.Text;

namespace ConnectTimers.Engine.Text;

/// <summary>
/// Reads text of any Unicode encoding as UTF-8 without a byte order mark and without a Ctrl+Z at its end: a file that begins with a UTF-16 mark (Excel's "Unicode text") is transcoded;
/// everything else is taken as UTF-8.
/// </summary>
internal static class Utf8Text
{
    // Strict: invalid UTF-16 stops the reading, so that no id gets a replacement character.
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Returns the length of the UTF-8 byte order mark that a file begins with; 0 for none.</summary>
    public static int MarkLength(ReadOnlySpan<byte> beginning) => beginning.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    /// <summary>Opens a file. The result owns the stream.</summary>
    public static PeekedStream Open(Stream file, CancellationToken stopToken)
    {
        var bytes = new PeekedStream(file, stopToken);
        var beginning = bytes.Peek(ByteOrderMark.Length).Span;
        switch (beginning)
        {
            case [0xFF, 0xFE, ..]:
                bytes.Skip(2);
                return Transcode(bytes, LittleEndian, stopToken);
            case [0xFE, 0xFF, ..]:
                bytes.Skip(2);
                return Transcode(bytes, BigEndian, stopToken);
            default:
                bytes.Skip(MarkLength(beginning));
                bytes.HasEndMark = true;
                return bytes;
        }
    }

    private static PeekedStream Transcode(PeekedStream bytes, Encoding from, CancellationToken stopToken) =>
        new(Encoding.CreateTranscodingStream(bytes, from, Encoding.UTF8), stopToken) { HasEndMark = true };
}
