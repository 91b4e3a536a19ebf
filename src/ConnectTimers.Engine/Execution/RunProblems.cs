using System.Globalization;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Execution;

/// <summary>Problems of a run. The method's name is the error id.</summary>
internal static class RunProblems
{
    private const string RunAgain = "Run it again; Set-ParticipantRoleConfig with -JournalPath and -Resume sends only what is left.";

    public static Problem NoRegion() => new(nameof(NoRegion), InvalidArgument,
        "No Region found: there is no -Region, no ARN that names one, and none in the environment, the profile or the EC2 instance.",
        "Use -Region or an ARN, or set AWS_REGION; nothing was sent.");

    public static Problem NotSent() => new(nameof(NotSent), OperationStopped,
        "The run ended before this contact's turn; nothing was sent.", RunAgain);

    public static Problem TimeLimitReached(TimeSpan limit) => new(ErrorIds.TimeLimitReached, OperationStopped,
        $"The run reached its limit of {Duration(limit)} (-MaxMinutes) before this contact's turn; nothing was sent.", RunAgain);

    /// <summary>Describes a call that would have been retried if the run had not ended.</summary>
    /// <param name="last">The last failed attempt.</param>
    public static Problem GivenUp(Answer last) => new(nameof(GivenUp), OperationStopped,
        $"The run ended before the next attempt{(last.Kind == AnswerKind.Throttled ? "" : "; it is unknown whether the service accepted the call")}. Last attempt: {last.Problem!.Message}",
        RunAgain);

    /// <summary>Describes the end of a run in which no call succeeded for too long.</summary>
    /// <param name="last">The last failure.</param>
    /// <param name="duration">The time without an accepted call.</param>
    /// <param name="next">What to do next, as the end of a sentence.</param>
    public static Problem Stalled(Problem last, TimeSpan duration, string next) => new(last.ErrorId, last.Category,
        $"No call has succeeded for {Duration(duration)}, the limit set by -MaxStallMinutes. Last failure: {last.Message}",
        $"Remove the cause, then {next}.");

    public static Problem AlreadyAccepted() => new(nameof(AlreadyAccepted), NotSpecified,
        "These timers are already accepted according to the journal; nothing was sent.", "To send them again, use Set-ParticipantRoleConfig without -Resume.");

    public static Problem StoppedInFlight() => new(nameof(StoppedInFlight), OperationStopped,
        "The run was stopped during the call; it is unknown whether the service accepted it.",
        "Run it again: setting the same timers twice does no harm.");

    public static Problem KilledInFlight() => new(nameof(KilledInFlight), OperationStopped,
        "The process of the run was killed during the call; it is unknown whether the service accepted it.",
        "Run it again: setting the same timers twice does no harm.");

    private static string Duration(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
        : $"{time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} min";
}
