using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>The part of a text that was read but not consumed yet, with its place in the text.</summary>
internal sealed class JsonBuffer(Stream text)
{
    private byte[] _bytes = new byte[1 << 15];
    private int _start;
    private int _end;
    private LineCounter _place = new();

    /// <summary>The bytes not consumed yet.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether the text has no more bytes after <see cref="Rest"/>.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The place where <see cref="Rest"/> begins.</summary>
    public LineCounter Place => _place;

    /// <summary>Reads more bytes.</summary>
    /// <returns>False at the end of the text, or if <see cref="Rest"/> is already longer than a row may be.</returns>
    public bool TryFill()
    {
        if (IsAtEnd || Rest.Length > FileReader.MaxRowLength)
        {
            return false;
        }

        var rest = Rest;
        var bytes = rest.Length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        rest.CopyTo(bytes);
        var free = bytes.AsSpan(rest.Length);
        var count = text.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        (_start, _end, _bytes) = (0, rest.Length + count, bytes);
        IsAtEnd = count < free.Length;
        return count > 0;
    }

    /// <summary>Consumes bytes.</summary>
    public void Consume(int count)
    {
        _place.Pass(Rest[..count]);
        _start += count;
    }

    /// <summary>Consumes white space and returns the next byte without consuming it; null at the end of the text.</summary>
    public byte? Peek()
    {
        do
        {
            var length = Rest.IndexOfAnyExcept(" \t\r\n"u8);
            Consume(length < 0 ? Rest.Length : length);
        }
        while (Rest.IsEmpty && TryFill());
        return Rest.IsEmpty ? null : Rest[0];
    }
}
