namespace ConnectTimers.Emulator;

/// <summary>What is to become of a call.</summary>
/// <param name="Outcome">What it counts as.</param>
/// <param name="Reply">What it is answered with; null for the faults that leave the client without an answer.</param>
/// <param name="Region">The Region it was signed for, as far as that could be read.</param>
/// <param name="Fault">The fault that hits it.</param>
internal sealed record Verdict(RequestOutcome Outcome, Reply? Reply, string? Region, DrawnFault Fault)
{
    /// <summary>The status it is answered with; 0 for none.</summary>
    public int Status => Reply?.Status ?? 0;
}
