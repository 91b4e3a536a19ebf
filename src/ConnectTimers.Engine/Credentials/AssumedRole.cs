using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace ConnectTimers.Engine.Credentials;

/// <summary>A role to be assumed.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="SessionName">The name of the session; null for ConnectTimers and the time.</param>
/// <param name="ExternalId">The external id; null for none.</param>
/// <param name="DurationSeconds">The lifetime of the keys in seconds; null for AWS's default of one hour.</param>
internal sealed record AssumedRole(string Arn, string? SessionName, string? ExternalId, int? DurationSeconds)
{
    /// <summary>The partition in the ARN; null if there is none.</summary>
    public string? Partition => Arn.Split(':') is ["arn", { Length: > 0 } partition, ..] ? partition : null;

    /// <summary>Assumes the role.</summary>
    /// <param name="context">The settings that determine the STS endpoint.</param>
    /// <param name="source">The credentials that assume it.</param>
    /// <param name="mfa">The serial number of an MFA device and its code; null for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IssuedKeys> AssumeAsync(CredentialContext context, ImmutableCredentials source, (string Serial, string Code)? mfa, CancellationToken cancellationToken)
    {
        using var sts = context.Sts(new FixedCredentials(source), Partition);
        var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = Arn,
            RoleSessionName = NameOfSession(context),
            ExternalId = ExternalId,
            DurationSeconds = DurationSeconds,
            SerialNumber = mfa?.Serial,
            TokenCode = mfa?.Code,
        }, cancellationToken).ConfigureAwait(false);
        return Issued(answer.Credentials, answer.AssumedRoleUser);
    }

    /// <summary>Assumes the role with a token in a file, as Kubernetes has it.</summary>
    /// <param name="context">The settings that determine the STS endpoint.</param>
    /// <param name="tokenFile">The file.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IssuedKeys> AssumeWithWebIdentityAsync(CredentialContext context, string tokenFile, CancellationToken cancellationToken)
    {
        var token = (await File.ReadAllTextAsync(tokenFile, cancellationToken).ConfigureAwait(false)).Trim();
        ForeignText.Hide(token);
        using var sts = context.Sts(new AnonymousAWSCredentials(), Partition);
        var answer = await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = Arn,
            RoleSessionName = NameOfSession(context),
            DurationSeconds = DurationSeconds,
            WebIdentityToken = token,
        }, cancellationToken).ConfigureAwait(false);
        return Issued(answer.Credentials, answer.AssumedRoleUser);
    }

    private string NameOfSession(CredentialContext context) =>
        SessionName ?? $"ConnectTimers-{context.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private IssuedKeys Issued(Amazon.SecurityToken.Model.Credentials? keys, AssumedRoleUser? user) => IssuedKeys.Of(
        keys?.AccessKeyId, keys?.SecretAccessKey, keys?.SessionToken, $"the response of STS for {DisplayText.Value(Arn)}",
        keys?.Expiration is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : null,
        (user?.Arn ?? Arn).Split(':') is [_, _, _, _, { Length: 12 } account, ..] ? account : null, user?.Arn ?? Arn);
}
