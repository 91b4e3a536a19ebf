using System.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Any text as UTF-8 without a byte order mark: what begins with a mark of UTF-16, which Excel calls "Unicode text", is transcoded, and
/// all else is taken for UTF-8.
/// </summary>
internal static class Utf8Text
{
    // Strict: what is no UTF-16 ends the reading, so that no id is read with a character in it that nobody wrote.
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Opens it. The result owns the stream.</summary>
    public static PeekedStream Open(Stream file, CancellationToken stopToken)
    {
        var bytes = new PeekedStream(file, stopToken);
        switch (bytes.Peek(3).Span)
        {
            case [0xEF, 0xBB, 0xBF]:
                bytes.Skip(3);
                return bytes;
            case [0xFF, 0xFE, ..]:
                bytes.Skip(2);
                return Transcode(bytes, LittleEndian, stopToken);
            case [0xFE, 0xFF, ..]:
                bytes.Skip(2);
                return Transcode(bytes, BigEndian, stopToken);
            default:
                return bytes;
        }
    }

    private static PeekedStream Transcode(PeekedStream bytes, Encoding from, CancellationToken stopToken) =>
        new(Encoding.CreateTranscodingStream(bytes, from, Encoding.UTF8), stopToken);
}
