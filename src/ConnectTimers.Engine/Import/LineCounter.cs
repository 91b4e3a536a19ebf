using System.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>Where one is in a text after some bytes of it. Lines end as editors have it: CRLF, LF or CR.</summary>
internal struct LineCounter
{
    private bool _isBehindReturn;

    public LineCounter()
    {
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The character in the line, from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Goes on by these bytes, which may end in the middle of a CRLF.</summary>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOfAny((byte)'\r', (byte)'\n'); i >= 0; i = bytes.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            var endsCrLf = i == 0 && _isBehindReturn && bytes[0] == '\n';
            Line += endsCrLf ? 0 : 1;
            Column = 1;
            _isBehindReturn = bytes[i] == '\r';
            bytes = bytes[(i + 1)..];
        }

        Column += Encoding.UTF8.GetCharCount(bytes);
        _isBehindReturn &= bytes.IsEmpty;
    }
}
