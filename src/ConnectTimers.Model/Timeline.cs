namespace ConnectTimers;

/// <summary>
/// Says in plain words what a config does to a silent chat. Idle runs first and auto-disconnect starts only once the participant is
/// idle, so the two add up (administrator guide, "Set up chat timeouts").
/// </summary>
internal static class Timeline
{
    public static string Of(ParticipantRoleConfig config) => string.Join("; ",
        Of("customer", config.GetTimer(TimerKind.CustomerIdle), config.GetTimer(TimerKind.CustomerDisconnect))
            .Concat(Of("agent", config.GetTimer(TimerKind.AgentIdle), config.GetTimer(TimerKind.AgentDisconnect))));

    private static IEnumerable<string> Of(string who, TimerValue? idle, TimerValue? disconnect)
    {
        if (idle is { Minutes: { } idleMinutes })
        {
            yield return $"{who} silent {idleMinutes} min: marked idle";
        }
        else if (idle is not null)
        {
            yield return $"{who} idle timer taken away";
        }

        switch (idle, disconnect)
        {
            case (_, null):
                break;
            case (_, { IsUnset: true }):
                yield return $"{who} auto-disconnect taken away";
                break;
            case ({ Minutes: { } first }, { Minutes: { } then }):
                yield return $"{first + then} min: agent disconnected";
                break;
            case ({ IsUnset: true }, { Minutes: { } alone }):
                yield return $"{who} silent {alone} min: agent disconnected";
                break;
            case (null, { Minutes: { } after }):
                // AWS does not say whether a call keeps the timers that it does not name, so neither reading is promised.
                yield return $"{who} silent {after} min (counted from idle, if an idle timer is in place): agent disconnected";
                break;
        }
    }
}
