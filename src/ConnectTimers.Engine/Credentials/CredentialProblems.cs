using System.Globalization;
using Amazon.Runtime;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Credentials;

/// <summary>What can be wrong with credentials. The method's name is the error's id.</summary>
/// <remarks>The text of a file or a program is not quoted, because it could contain a key.</remarks>
internal static class CredentialProblems
{
    private const string NothingSent = "; nothing was sent.";

    public static Problem ConflictingCredentials(string which) => New(nameof(ConflictingCredentials),
        $"{which} were given at once.", "Use only one of them" + NothingSent);

    public static Problem IncompleteKeys(string source) => New(nameof(IncompleteKeys),
        $"{source}: an access key id, its secret access key or what goes with a session token is missing.", "Give both, and the session token of temporary keys" + NothingSent);

    public static Problem NoCredentials() => New(nameof(NoCredentials),
        "No AWS credentials found: there are none in the parameters, the session, the environment, a profile 'default', the container or the EC2 instance.",
        "Use -ProfileName or -AccessKey, set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws login' or 'aws sso login'" + NothingSent);

    public static Problem ProfileIncomplete(string name, string what) => New(nameof(ProfileIncomplete),
        $"Profile {DisplayText.Value(name)} cannot be used. {what}",
        "Complete it: a key with its secret, a role with its source_profile or credential_source, an account and role of IAM Identity Center" + NothingSent);

    public static Problem ProfileInvalid(string name, string what) => New(nameof(ProfileInvalid), $"Profile {DisplayText.Value(name)} cannot be used. {what}", "Correct the profile" + NothingSent);

    public static Problem ProfileRefersToItself(string name) => New(nameof(ProfileInvalid),
        $"Profile {DisplayText.Value(name)} refers to itself through source_profile.", "End the chain at a profile with keys, IAM Identity Center, aws login or a credential_process" + NothingSent);

    public static Problem CredentialSourceEmpty(Setting source, string reason) => New(nameof(CredentialSourceEmpty),
        $"{source.Source} is {DisplayText.Value(source.Value)}, and {reason}.", "Correct credential_source, or run where it has credentials" + NothingSent);

    public static Problem MfaUnavailable(string profile, string serial) => New(nameof(MfaUnavailable),
        $"Profile {DisplayText.Value(profile)} needs a code of the MFA device {DisplayText.Value(serial)}, and PowerShell cannot prompt for it here.",
        "Run it where PowerShell can prompt, without -NonInteractive, or use temporary keys ('aws sts get-session-token')" + NothingSent);

    public static Problem CredentialsHang(TimeSpan time, string signIn) => New(nameof(CredentialsHang),
        $"The credential provider did not respond within {time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.", signIn + NothingSent);

    public static Problem CredentialProcessFailed(string profile, string how) => New(nameof(CredentialProcessFailed),
        $"The credential_process of profile {DisplayText.Value(profile)} gave no credentials: {how}.", "Run it by hand and see what it prints" + NothingSent);

    public static Problem SignInNeeded(string signIn) => New(nameof(SignInNeeded), "The sign-in has expired, or there was no sign-in.", signIn + NothingSent);

    public static Problem SignInDenied(string signIn) => New(nameof(SignInDenied), "AWS Sign-In does not permit new keys: the user lacks permissions for it.",
        $"Allow signin:CreateOAuth2Token, or use another profile. {signIn} then" + NothingSent);

    public static Problem SignInFailed(int status, string code, string signIn) => New(nameof(SignInFailed),
        $"AWS Sign-In answered HTTP {status.ToString(CultureInfo.InvariantCulture)}{(code.Length > 0 ? $" ({code})" : "")} instead of new keys.", signIn + NothingSent);

    public static Problem InstanceWithoutRole() => New(nameof(InstanceWithoutRole), "This EC2 instance has no role.", "Attach an instance profile to it, or use -ProfileName" + NothingSent);

    public static Problem InstanceMetadataSilent(string address) => New(nameof(InstanceMetadataSilent), $"The EC2 instance's metadata at {address} did not respond.",
        "On an EC2 instance: check that its metadata is switched on; in a container there, raise the hop limit (aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2). Elsewhere, use -ProfileName or keys" + NothingSent);

    public static Problem InstanceMetadataRejected(int status) => New(nameof(InstanceMetadataRejected), $"The EC2 instance's metadata answered HTTP {status.ToString(CultureInfo.InvariantCulture)}.",
        "Check its metadata options and anything in front of the metadata service (a proxy or agent of the cluster)" + NothingSent);

    public static Problem ContainerRejected(Setting address, int status) => New(nameof(ContainerRejected),
        $"The credential endpoint that {address.Source} names answered HTTP {status.ToString(CultureInfo.InvariantCulture)}.", "Check the role of the container's task or pod" + NothingSent);

    public static Problem NoKeysInAnswer(string source, string? code) => New(nameof(NoKeysInAnswer), $"There are no keys in the response of {source}{(code is null ? "" : $": {code}")}.", "Check the role" + NothingSent);

    public static Problem AccountUnknown(string role) => New(nameof(AccountUnknown),
        $"The role {DisplayText.Value(role)} is assumed in the account of each instance, and the account of this one is not known.", "Give the ARN of the instance instead of its id, or use -RoleArn" + NothingSent);

    public static Problem AccountChanged(string? before, string? now, string description) => New(nameof(AccountChanged),
        $"The credentials were renewed, and {(now is null || before is null ? "it is unknown whether they belong to the same account" : $"are of account {now} now, not {before}")} ({description}). A run keeps the account that it began with.",
        "Check which account the rest is meant for, then run it again; Set-ParticipantRoleConfig with -JournalPath and -Resume sends only what is left.");

    /// <summary>Returns the problem for a failure to get credentials.</summary>
    /// <param name="exception">The exception of the provider.</param>
    /// <param name="signIn">How the user gets new credentials.</param>
    public static Problem Of(Exception exception, string signIn) => exception switch
    {
        _ when exception.Find<RunFaultException>() is { } fault => fault.Problem,
        _ when exception.Find<AmazonServiceException>() is { StatusCode: not 0 } service => New("CredentialsRejected",
            $"The service that issues the credentials answered {ErrorCodes.Of(service)} (HTTP {((int)service.StatusCode).ToString(CultureInfo.InvariantCulture)}).", signIn + NothingSent),
        _ => New("NoCredentials", $"Could not get AWS credentials: {ForeignText.Message(exception.Innermost().Message)}", signIn + NothingSent),
    };

    private static Problem New(string errorId, string message, string recommendedAction) => new(errorId, AuthenticationError, message, recommendedAction);
}
