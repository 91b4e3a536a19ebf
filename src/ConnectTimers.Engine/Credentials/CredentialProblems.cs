using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using ConnectTimers.Engine.Aws;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Credentials;

/// <summary>What can be wrong with credentials, each as a sentence. The method's name is the error's id.</summary>
/// <remarks>
/// What a file, a program or a service says of it is not quoted where a key could stand in it: the SDK quotes lines of files, and a
/// program may print anything.
/// </remarks>
internal static partial class CredentialProblems
{
    private const string NothingSent = "; nothing was sent.";

    public static Problem ConflictingCredentials(string which) => New(nameof(ConflictingCredentials),
        $"There are {which} at once.", "Give one of them" + NothingSent);

    public static Problem IncompleteKeys(string which) => New(nameof(IncompleteKeys),
        $"{which} belong together: a key needs its secret, and a token both; one of them is missing.", "Give the pair, with the token for temporary keys" + NothingSent);

    public static Problem NoCredentials() => New(nameof(NoCredentials),
        "There are no AWS credentials to sign with: none were typed, and neither the session nor the environment, a profile 'default', a container or EC2 has any.",
        "Give -ProfileName or keys, set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'" + NothingSent);

    public static Problem ProfileNotFound(string name, string? location, string from) => New(nameof(ProfileNotFound),
        $"There is no profile {DisplayText.Value(name)} ({from}) in {(location is null ? "the shared credentials and config files" : DisplayText.Sentence(location))}.",
        $"Correct {from}, or make the profile with 'aws configure --profile NAME'" + NothingSent);

    public static Problem ProfileIncomplete(string name, string from) => New(nameof(ProfileIncomplete),
        $"Profile {DisplayText.Value(name)} ({from}) has no credentials, or only half of them.",
        "Complete it: a key with its secret, a role with its source_profile or credential_source, an sso_session with its account and role" + NothingSent);

    public static Problem ProfileFileUnreadable(Exception exception) => New(nameof(ProfileFileUnreadable),
        "The shared AWS credentials and config files cannot be read, and settings are taken from them with keys of every kind: " + (exception.Innermost() switch
        {
            InvalidDataException e when BadLine().Match(e.Message) is { Success: true } line =>
                $"line {line.Groups[1].Value} of '{DisplayText.Sentence(line.Groups[2].Value)}' is no section, setting or comment.",
            AmazonClientException or IOException or UnauthorizedAccessException => DisplayText.Sentence(exception.Innermost().Message), // no line is quoted in them
            var e => $"{e.GetType().Name}.",
        }),
        "Correct the file: sections in brackets, and NAME = VALUE below them" + NothingSent);

    public static Problem ConfigFileElsewhere(string variable, string named, string known) => New(nameof(ConfigFileElsewhere),
        $"{variable} names '{DisplayText.Sentence(named)}', and the SDK would read '{DisplayText.Sentence(known)}': it keeps to the file that it found when this session used it first.",
        $"Begin a new session with the variable set, or see to it that the file is there; or take {variable} away" + NothingSent);

    public static Problem ProfileInvalid(string name, Exception exception) => exception.ToString().Contains("cyclical", StringComparison.Ordinal)
        ? New(nameof(ProfileInvalid), $"Profile {DisplayText.Value(name)} stands on itself: its source_profile leads back to it.",
            "Let source_profile end at a profile with keys, SSO or a credential_process" + NothingSent)
        : New(nameof(ProfileInvalid), $"Profile {DisplayText.Value(name)} cannot be used: {DisplayText.Sentence(exception.Innermost().Message)}", "Correct the profile" + NothingSent);

    public static Problem MfaUnavailable(string profile, string serial) => New(nameof(MfaUnavailable),
        $"Profile {DisplayText.Value(profile)} needs a code of the device {DisplayText.Value(serial)}, and nobody can be asked for it here.",
        "Run it where PowerShell can prompt, without -NonInteractive, or give temporary keys ('aws sts get-session-token')" + NothingSent);

    public static Problem CredentialsHang(TimeSpan time, string signIn) => New(nameof(CredentialsHang),
        $"Whoever gives out the credentials has not answered for {time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.", signIn + NothingSent);

    /// <summary>What it means that credentials cannot be had.</summary>
    /// <param name="exception">What the SDK says.</param>
    /// <param name="signIn">What a person does to get new ones; null when it is not known yet.</param>
    public static Problem Of(Exception exception, string? signIn) => exception switch
    {
        _ when exception.Find<RunFaultException>() is { } fault => fault.Problem,
        _ when exception.Find<ProcessAWSCredentialException>() is { } process => New("CredentialProcessFailed",
            $"The credential_process gave no credentials: {OfProcess(process)}.", "Run it by hand and see what it says" + NothingSent),
        _ when exception.ToString().Contains("SSO Token", StringComparison.Ordinal) => New("SignInNeeded",
            "The sign-in to IAM Identity Center has expired, or was never made.", (signIn ?? "Sign in with aws sso login") + NothingSent),
        _ when exception.Find<AmazonServiceException>() is { StatusCode: not 0 } service => New("CredentialsRefused",
            $"The service that gives out the credentials answered {ErrorCodes.Of(service)} (HTTP {(int)service.StatusCode}).", (signIn ?? "Look at the role and who may assume it") + NothingSent),
        _ => New("NoCredentials", $"The credentials cannot be had: {DisplayText.Sentence(exception.Innermost().Message)}", (signIn ?? "Correct it") + NothingSent),
    };

    private static string OfProcess(ProcessAWSCredentialException process) =>
        ExitValue().Match(process.Message) is { Success: true } exit ? $"it ended with {exit.Groups[1].Value}"
        : "it did not print the JSON that is documented";

    private static Problem New(string errorId, string message, string recommendedAction) => new(errorId, AuthenticationError, message, recommendedAction);

    [GeneratedRegex("^Line ([0-9]+)(?::<.*>)? in file (.+) (?:does not contain|contains)", RegexOptions.Singleline)]
    private static partial Regex BadLine();

    [GeneratedRegex(@"exit value (-?\d+)")]
    private static partial Regex ExitValue();
}
