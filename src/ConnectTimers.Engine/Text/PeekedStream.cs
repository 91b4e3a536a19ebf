namespace ConnectTimers.Engine.Text;

/// <summary>
/// A stream whose next bytes can be peeked at. The inner stream need not support seeking. Every read checks the stop token, because a file may contain
/// gigabytes without a single row.
/// </summary>
internal sealed class PeekedStream(Stream inner, CancellationToken stopToken) : Stream
{
    private ReadOnlyMemory<byte> _peeked;

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
        if (_peeked.IsEmpty)
        {
            return inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _peeked.Length);
        _peeked.Span[..count].CopyTo(buffer);
        Skip(count);
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
