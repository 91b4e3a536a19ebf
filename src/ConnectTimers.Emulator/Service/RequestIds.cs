namespace ConnectTimers.Emulator;

/// <summary>Request ids, the same in every run. Their form is documented nowhere; a UUID is the reading taken here.</summary>
internal sealed class RequestIds(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            _random.NextBytes(bytes);
        }

        return new Guid(bytes).ToString();
    }
}
