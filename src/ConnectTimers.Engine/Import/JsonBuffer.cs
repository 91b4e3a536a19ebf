namespace ConnectTimers.Engine.Import;

/// <summary>A window on a text that is read: what is there and not taken yet, and where in the text that begins.</summary>
internal sealed class JsonBuffer(Stream text)
{
    private byte[] _bytes = new byte[1 << 15];
    private int _start;
    private int _end;
    private LineCounter _place = new();

    /// <summary>What is there.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether nothing comes behind it.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Where <see cref="Rest"/> begins.</summary>
    public LineCounter Place => _place;

    /// <summary>Gets more.</summary>
    /// <returns>False when there is none, or so much is there already that it can be no row.</returns>
    public bool TryFill()
    {
        if (IsEnded || Rest.Length > FileReader.MaxRowLength)
        {
            return false;
        }

        var rest = Rest;
        var bytes = rest.Length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        rest.CopyTo(bytes);
        var free = bytes.AsSpan(rest.Length);
        var count = text.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        (_start, _end, _bytes) = (0, rest.Length + count, bytes);
        IsEnded = count < free.Length;
        return count > 0;
    }

    /// <summary>Takes bytes away from its beginning.</summary>
    public void Take(int count)
    {
        _place.Pass(Rest[..count]);
        _start += count;
    }

    /// <summary>Takes blanks away and looks at what comes then.</summary>
    /// <returns>The next byte that is no blank; null at the end.</returns>
    public byte? Peek()
    {
        do
        {
            var length = Rest.IndexOfAnyExcept(" \t\r\n"u8);
            Take(length < 0 ? Rest.Length : length);
        }
        while (Rest.IsEmpty && TryFill());
        return Rest.IsEmpty ? null : Rest[0];
    }
}
