namespace ConnectTimers.Engine.Text;

/// <summary>
/// A stream whose next bytes can be peeked at. The inner stream need not support seeking. Every read checks the stop token, because a file may contain
/// gigabytes without a single row.
/// </summary>
internal sealed class PeekedStream(Stream inner, CancellationToken stopToken) : Stream
{
    // Ctrl+Z: programs of DOS, and copy in cmd.exe, end a text with it.
    private const byte EndMark = 0x1A;

    private ReadOnlyMemory<byte> _peeked;
    private byte _last;

    /// <summary>Whether a Ctrl+Z at the end is left out.</summary>
    public bool HasEndMark { get; set; }

    /// <summary>Whether the bytes read so far end with a line end, perhaps with blanks after it.</summary>
    public bool IsAtLineEnd => _last is (byte)'\r' or (byte)'\n';

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Returns the next bytes without reading them; fewer at the end of the stream.</summary>
    public ReadOnlyMemory<byte> Peek(int count)
    {
        if (_peeked.Length < count)
        {
            var bytes = new byte[count];
            _peeked.CopyTo(bytes);
            stopToken.ThrowIfCancellationRequested();
            var length = _peeked.Length + inner.ReadAtLeast(bytes.AsSpan(_peeked.Length), count - _peeked.Length, throwOnEndOfStream: false);
            _peeked = bytes.AsMemory(0, length);
        }

        return _peeked[..Math.Min(count, _peeked.Length)];
    }

    /// <summary>Skips bytes that were peeked at.</summary>
    public void Skip(int count) => _peeked = _peeked[count..];

    public override int Read(Span<byte> buffer)
    {
        stopToken.ThrowIfCancellationRequested();
        var count = _peeked.IsEmpty ? inner.Read(buffer) : Math.Min(buffer.Length, _peeked.Length);
        if (!_peeked.IsEmpty)
        {
            _peeked.Span[..count].CopyTo(buffer);
            Skip(count);
        }

        while (HasEndMark && count > 0 && buffer[count - 1] == EndMark && Peek(1).IsEmpty)
        {
            count--;
        }

        if (buffer[..count].LastIndexOfAnyExcept((byte)' ', (byte)'\t') is >= 0 and var last)
        {
            _last = buffer[last];
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
