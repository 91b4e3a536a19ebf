using System.Text;

namespace ConnectTimers.Engine.Text;

/// <summary>Counts lines and columns as editors show them. CRLF, LF and CR each end a line.</summary>
internal struct LineCounter
{
    private bool _isAfterReturn;

    public LineCounter()
    {
    }

    /// <summary>The current line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The current column in UTF-16 code units, from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Moves past bytes. They may end in the middle of a CRLF.</summary>
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOfAny((byte)'\r', (byte)'\n'); i >= 0; i = bytes.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            var endsCrLf = i == 0 && _isAfterReturn && bytes[0] == '\n';
            Line += endsCrLf ? 0 : 1;
            Column = 1;
            _isAfterReturn = bytes[i] == '\r';
            bytes = bytes[(i + 1)..];
        }

        Column += Encoding.UTF8.GetCharCount(bytes);
        _isAfterReturn &= bytes.IsEmpty;
    }
}
