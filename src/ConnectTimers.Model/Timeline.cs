namespace ConnectTimers;

/// <summary>
/// Describes what a config does to a silent chat. Auto-disconnect starts when the participant becomes idle, so the two timers add up
/// (administrator guide, "Set up chat timeouts").
/// </summary>
internal static class Timeline
{
    public static string Of(ParticipantRoleConfig config) => string.Join("; ",
        Of("customer", "chat", config.GetTimer(TimerKind.CustomerIdle), config.GetTimer(TimerKind.CustomerDisconnect))
            .Concat(Of("agent", "agent", config.GetTimer(TimerKind.AgentIdle), config.GetTimer(TimerKind.AgentDisconnect))));

    private static IEnumerable<string> Of(string who, string disconnected, TimerValue? idle, TimerValue? disconnect)
    {
        if (idle is { Minutes: { } idleMinutes })
        {
            yield return $"after {idleMinutes} min of {who} silence: idle";
        }
        else if (idle is not null)
        {
            yield return $"{who} idle timer removed";
        }

        switch (idle, disconnect)
        {
            case (_, null):
                break;
            case (_, { IsUnset: true }):
                yield return $"{who} auto-disconnect removed";
                break;
            case ({ Minutes: { } first }, { Minutes: { } then }):
                yield return $"after {first + then} min: {disconnected} disconnected";
                break;
            case ({ IsUnset: true }, { Minutes: { } alone }):
                yield return $"after {alone} min of {who} silence: {disconnected} disconnected";
                break;
            case (null, { Minutes: { } after }):
                // AWS does not document whether a call keeps the timers that it does not name, so both cases are described.
                yield return $"after {after} min of {who} silence (counted from idle, if the chat has an idle timer): {disconnected} disconnected";
                break;
        }
    }
}
