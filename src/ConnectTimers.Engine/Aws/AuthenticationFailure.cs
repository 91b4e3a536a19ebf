using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Problems of authentication: rejected credentials, or none.</summary>
/// <remarks>The service's own text is never quoted: it repeats the signed text, including the session token.</remarks>
internal static class AuthenticationFailure
{
    private const string Again = ", then run the rest again.";

    /// <summary>Returns the problem of a rejection that cannot be resolved here.</summary>
    /// <param name="code">The service's code.</param>
    /// <param name="correction">The clock correction that dated the call's signature, see <see cref="ServiceClock"/>.</param>
    /// <param name="signIn">How the user gets new credentials.</param>
    public static Problem Rejected(string code, TimeSpan correction, string signIn)
    {
        if (ErrorCodes.IsExpired(code))
        {
            return new Problem(code, AuthenticationError, $"The credentials have expired ({code}).", signIn + Again);
        }

        if (ErrorCodes.IsClock(code))
        {
            return new Problem(code, AuthenticationError, $"The service rejected the time of the signature ({code}).", "Set this machine's clock" + Again);
        }

        var clock = ServiceClock.Describe(correction) is { } off ? $" {off}, which the signature allowed for." : "";
        return new Problem(code, AuthenticationError, $"The service rejected these credentials ({code}).{clock}",
            "Sign in again or correct the keys, check this machine's clock" + Again);
    }

    /// <summary>Returns the problem of a clock that was corrected.</summary>
    public static Problem ClockCorrected(string code, TimeSpan correction) => new(code, AuthenticationError,
        $"{ServiceClock.Describe(correction) ?? "This machine's clock was corrected for too much"} ({code}); signatures now use the service's time.",
        "Set this machine's clock" + Again);

    /// <summary>Returns the problem of credentials that were rejected and renewed.</summary>
    public static Problem Renewed(string code, string signIn) => new(code, AuthenticationError,
        ErrorCodes.IsExpired(code)
            ? $"The credentials have expired ({code}); they were renewed."
            : $"The service rejected these credentials ({code}); they were renewed.",
        signIn + Again);

    /// <summary>There are no credentials to sign with, or none to renew rejected ones with.</summary>
    /// <remarks>If they come over the network, a failure of the network is transient.</remarks>
    /// <param name="exception">The exception of the credential provider.</param>
    /// <param name="signIn">How the user gets new credentials.</param>
    /// <param name="code">The code of the rejection; null if the credentials were not rejected but expired.</param>
    public static Answer NoCredentials(Exception exception, string signIn, string? code = null)
    {
        if (exception.Find<AccountChangedException>() is { } changed)
        {
            return new Answer(AnswerKind.Fatal, null, changed.Problem);
        }

        var they = code is null ? "The credentials"
            : ErrorCodes.IsExpired(code) ? $"The credentials have expired ({code}) and"
            : $"The service rejected these credentials ({code}), and they";
        return TransportFailure.Passes(exception)
            ? new Answer(AnswerKind.Transient, null, new Problem("CredentialsUnreachable", ConnectionError,
                $"{they} cannot be renewed just now: {Detail(exception)}", "Check the network" + Again))
            : new Answer(AnswerKind.Fatal, null, new Problem(code ?? "NoCredentials", AuthenticationError,
                $"{they} cannot be renewed: {Detail(exception)}", signIn + Again));
    }

    /// <summary>The text of the provider's error; for an AWS service only its code, because its text may contain secrets.</summary>
    public static string Detail(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } service => ErrorCodes.Of(service),
        RunFaultException fault => fault.Problem.Message,
        _ => ForeignText.Message(exception.Innermost().Message),
    };
}
