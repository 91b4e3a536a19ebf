namespace ConnectTimers.Emulator;

/// <summary>Ids that look like the service's, the same in every run.</summary>
internal sealed class RequestIds(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (gate)
        {
            random.NextBytes(bytes);
        }

        return new Guid(bytes).ToString();
    }
}
