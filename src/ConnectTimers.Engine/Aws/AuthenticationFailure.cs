using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>What to say when the service does not take the caller, or there is nobody to call as.</summary>
/// <remarks>The service's own text is never quoted: AWS repeats in it what was signed, session token included.</remarks>
internal static class AuthenticationFailure
{
    private const string Again = ", then run the rest again.";

    /// <summary>Nothing could be done about it.</summary>
    /// <param name="code">The service's code.</param>
    /// <param name="correction">What the call's signature was dated by, see <see cref="ServiceClock"/>.</param>
    /// <param name="signIn">What a person does to get new credentials.</param>
    public static Problem Refused(string code, TimeSpan correction, string signIn)
    {
        if (ErrorCodes.IsExpired(code))
        {
            return new Problem(code, AuthenticationError, $"The credentials have expired ({code}).", signIn + Again);
        }

        if (ErrorCodes.IsClock(code))
        {
            return new Problem(code, AuthenticationError, $"The service does not take the time of the signature ({code}).", "Set this machine's clock" + Again);
        }

        var clock = ServiceClock.Describe(correction) is { } off ? $" {off}, which the signature allowed for." : "";
        return new Problem(code, AuthenticationError, $"The service does not take these credentials ({code}).{clock}",
            "Sign in again or correct the keys, check this machine's clock" + Again);
    }

    /// <summary>The clock was the cause, and is corrected.</summary>
    public static Problem ClockCorrected(string code, TimeSpan correction) => new(code, AuthenticationError,
        $"{ServiceClock.Describe(correction) ?? "This machine's clock was corrected for too much"} ({code}); signatures take the service's time now.",
        "Set this machine's clock" + Again);

    /// <summary>The credentials were the cause, and others are in their place.</summary>
    public static Problem Renewed(string code, string signIn) => new(code, AuthenticationError,
        ErrorCodes.IsExpired(code)
            ? $"The credentials have expired ({code}); newer ones are in their place."
            : $"The service does not take these credentials ({code}); newer ones are in their place.",
        signIn + Again);

    /// <summary>There are no credentials to sign with, or none to renew refused ones with.</summary>
    /// <remarks>Where they come over the network and the network fails, that passes like any other failure of it.</remarks>
    /// <param name="exception">What whoever gives them out says.</param>
    /// <param name="signIn">What a person does to get new credentials.</param>
    /// <param name="code">The code of the refusal; null when the credentials were not refused but have run out on their own.</param>
    public static Answer NoCredentials(Exception exception, string signIn, string? code = null)
    {
        if (exception.Find<AccountChangedException>() is { } changed)
        {
            return new Answer(AnswerKind.Fatal, null, changed.Problem);
        }

        var they = code is null ? "The credentials"
            : ErrorCodes.IsExpired(code) ? $"The credentials have expired ({code}) and"
            : $"The service does not take these credentials ({code}), and they";
        return TransportFailure.Passes(exception)
            ? new Answer(AnswerKind.Transient, null, new Problem("CredentialsUnreachable", ConnectionError,
                $"{they} cannot be renewed just now: {Detail(exception)}", "Check the network" + Again))
            : new Answer(AnswerKind.Fatal, null, new Problem(code ?? "NoCredentials", AuthenticationError,
                $"{they} cannot be renewed: {Detail(exception)}", signIn + Again));
    }

    /// <summary>What somebody else says of missing credentials; of a service that gives them out only the code, for the reason above.</summary>
    public static string Detail(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } service => ErrorCodes.Of(service),
        RunFaultException fault => fault.Problem.Message,
        _ => ForeignText.Message(exception.Innermost().Message),
    };
}
