namespace ConnectTimers.Emulator;

/// <summary>Chats that arrive, get an agent and end by themselves, on the emulator's clock.</summary>
public sealed record LiveChatOptions
{
    /// <summary>Chats per second, more than 0; the times between arrivals are exponential.</summary>
    public double ArrivalRate { get; init; } = 1;

    /// <summary>The mean time from a chat's arrival to its agent. It is exponential above 2 seconds, the least it takes (or the mean, if that is shorter).</summary>
    public TimeSpan MeanWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The mean time that agent and customer are connected; exponential.</summary>
    public TimeSpan MeanHandleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of chats that end before an agent joins, 0 to 1.</summary>
    public double Abandoned { get; init; }

    /// <summary>For how long chats arrive; null for as long as the emulator runs.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The instance of the chats.</summary>
    public string InstanceId { get; init; } = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";

    /// <summary>The queues that the chats wait in, each as likely as the others.</summary>
    public IReadOnlyList<string> QueueIds { get; init; } = ["5f2c8e4a-1d3b-4c6e-8f70-a1b2c3d4e5f6", "9b1d7c3e-6a2f-4e8d-b5c4-0f1e2d3c4b5a"];

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ArrivalRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(MeanWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MeanHandleTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(Abandoned);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Abandoned, 1);
        ArgumentOutOfRangeException.ThrowIfZero(QueueIds.Count);
    }
}
