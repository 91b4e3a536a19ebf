namespace ConnectTimers.Engine.Text;

/// <summary>Splits a stream into lines at LF. Its memory is bounded by the longest line allowed.</summary>
/// <param name="stream">The stream, from its current position.</param>
/// <param name="maxLength">The longest line without its LF, in bytes.</param>
internal sealed class LineReader(Stream stream, int maxLength)
{
    private byte[] _buffer = new byte[Math.Min(1 << 16, maxLength + 1)];
    private int _start; // of the current line
    private int _length; // of the current line
    private int _end; // of the bytes read
    private bool _isAtEnd;

    /// <summary>The number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its LF, until the next <see cref="Read"/>; its beginning if the line is too long.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>Whether the current line ends with LF. The last line of a stream may not.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Whether the current line is longer than allowed. The next <see cref="Read"/> skips the rest of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next line.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Read()
    {
        _start += _length + (HasEnd ? 1 : 0);
        if (IsTooLong)
        {
            SkipLine();
        }

        IsTooLong = false;
        _length = FindEnd();
        if (_length == 0 && !HasEnd)
        {
            return false;
        }

        IsTooLong = _length > maxLength;
        Number++;
        return true;
    }

    // The length of the line at the start of the buffer's rest: up to its LF, the end of the stream, or one byte more than allowed.
    private int FindEnd()
    {
        var searched = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest[searched..].IndexOf((byte)'\n');
            HasEnd = end >= 0;
            if (HasEnd || rest.Length > maxLength || !Fill())
            {
                return HasEnd ? searched + end : rest.Length;
            }

            searched = rest.Length;
        }
    }

    private void SkipLine()
    {
        int end;
        while ((end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            _start = _end;
            if (!Fill())
            {
                return;
            }
        }

        _start += end + 1;
    }

    private bool Fill()
    {
        if (_isAtEnd)
        {
            return false;
        }

        if (_end == _buffer.Length)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var buffer = rest.Length > _buffer.Length / 2 ? new byte[Math.Min(2L * _buffer.Length, maxLength + 1L)] : _buffer;
            rest.CopyTo(buffer);
            (_buffer, _start, _end) = (buffer, 0, rest.Length);
        }

        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isAtEnd = count == 0;
        return count > 0;
    }
}
