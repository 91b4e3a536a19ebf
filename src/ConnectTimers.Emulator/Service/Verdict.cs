namespace ConnectTimers.Emulator;

/// <summary>What is to become of a call.</summary>
/// <param name="Outcome">What it counts as.</param>
/// <param name="Body">The body of a success; empty for anything else.</param>
/// <param name="Error">The error to answer with; null for a success and where there is no answer.</param>
/// <param name="Region">The Region it was signed for, as far as that could be read.</param>
/// <param name="Fault">The fault that hits it.</param>
internal sealed record Verdict(RequestOutcome Outcome, byte[] Body, ServiceException? Error, string? Region, DrawnFault Fault)
{
    /// <summary>False for the faults that leave the client without an answer.</summary>
    public bool Answered => Outcome != RequestOutcome.Faulted || Error is not null;

    /// <summary>The status it is answered with; 0 for none.</summary>
    public int Status => Answered ? Error?.Status ?? StatusCodes.Status200OK : 0;
}
