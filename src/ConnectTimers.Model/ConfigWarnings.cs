namespace ConnectTimers;

/// <summary>What to check in a valid config before it is sent, a sentence each. None depends on what AWS does not document.</summary>
internal static class ConfigWarnings
{
    public static IEnumerable<string> Of(ParticipantRoleConfig config)
    {
        var customer = (Idle: config.GetTimer(TimerKind.CustomerIdle), Disconnect: config.GetTimer(TimerKind.CustomerDisconnect));
        var agent = (Idle: config.GetTimer(TimerKind.AgentIdle), Disconnect: config.GetTimer(TimerKind.AgentDisconnect));
        return config.GetTimers().All(t => t.Value.IsUnset)
            ? ["Only removes timers."]
            : OfRole("Customer", customer.Idle, customer.Disconnect)
                .Concat(OfRole("Agent", agent.Idle, agent.Disconnect))
                .Concat(OfBoth(customer, agent));
    }

    private static IEnumerable<string> OfRole(string role, TimerValue? idle, TimerValue? disconnect)
    {
        switch (idle, disconnect)
        {
            case (null, { Minutes: { } alone }):
                yield return $"{role}Disconnect {alone} has no {role}Idle: unless the chat already has an idle timer, it starts with the first silence.";
                break;
            case ({ IsUnset: true }, { Minutes: { } alone }):
                yield return $"{role}Disconnect {alone} has no idle timer: it starts with the first silence.";
                break;
        }
    }

    // An agent who waits for the customer is silent for as long as the customer.
    private static IEnumerable<string> OfBoth((TimerValue? Idle, TimerValue? Disconnect) customer, (TimerValue? Idle, TimerValue? Disconnect) agent)
    {
        if (agent.Idle?.Minutes < customer.Idle?.Minutes)
        {
            yield return $"AgentIdle {agent.Idle?.Minutes} is shorter than CustomerIdle {customer.Idle?.Minutes}: an agent who waits for a silent customer becomes idle first.";
        }

        if (Total(agent) < Total(customer))
        {
            yield return $"A silent agent is disconnected after {Total(agent)} minutes, before a silent customer's chat ends after {Total(customer)}.";
        }
    }

    private static int? Total((TimerValue? Idle, TimerValue? Disconnect) timers) =>
        timers.Disconnect?.Minutes is { } disconnect ? (timers.Idle?.Minutes ?? 0) + disconnect : null;
}
