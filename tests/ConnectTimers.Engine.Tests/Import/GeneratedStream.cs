using System.Globalization;
using System.Text;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>A generated file of any length: a beginning, then numbered rows.</summary>
internal sealed class GeneratedStream(string begin, string row, int rows, bool failsAtEnd = false, Action<int>? at = null) : MemoryStream
{
    private readonly CompositeFormat _row = CompositeFormat.Parse(row);
    private byte[] _rest = Encoding.UTF8.GetBytes(begin);
    private int _start;
    private int _next;

    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && (_start < _rest.Length || TryNext()))
        {
            var length = Math.Min(buffer.Length - count, _rest.Length - _start);
            _rest.AsSpan(_start, length).CopyTo(buffer[count..]);
            (_start, count) = (_start + length, count + length);
        }

        return count > 0 || !failsAtEnd ? count : throw new IOException("The network name is no longer available.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private bool TryNext()
    {
        if (_next == rows)
        {
            return false;
        }

        at?.Invoke(_next);
        _rest = Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, _row, _next++));
        _start = 0;
        return true;
    }
}
