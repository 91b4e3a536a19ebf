using System.Management.Automation;
using System.Net;
using System.Security;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Builds ConnectionSettings from the parameters and AWS.Tools' session defaults.</summary>
internal static class ConnectionSettingsFactory
{
    // The variables of AWS.Tools' Set-AWSCredential and Set-DefaultAWSRegion.
    private const string StoredCredentials = "StoredAWSCredentials";
    private const string StoredRegion = "StoredAWSRegion";

    /// <summary>Checks the parameters.</summary>
    /// <returns>Null when nothing is wrong.</returns>
    public static Problem? Check(ConnectionParameters parameters) =>
        parameters.Credential is { } credential && CredentialObject.Of(credential, "-Credential") is null ? InputProblems.InvalidCredential(credential)
            : RoleProblems.Of(parameters);

    /// <summary>Creates the settings.</summary>
    /// <param name="cmdlet">The cmdlet, for its session.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="region">The -Region parameter; null for none.</param>
    /// <param name="pump">The pump that the engine wakes, and through which it asks for MFA codes.</param>
    /// <param name="isForQueue">Whether the connection is used for SQS queues.</param>
    public static ConnectionSettings Create(PSCmdlet cmdlet, ConnectionParameters parameters, string? region, PipelinePump pump, bool isForQueue = false) => new()
    {
        EndpointUrl = parameters.EndpointUrl,
        ProfileName = parameters.ProfileName,
        ProfileLocation = parameters.ProfileLocation is { } path ? cmdlet.GetUnresolvedProviderPathFromPSPath(path) : null,
        Credential = parameters.Credential is { } credential ? CredentialObject.Of(credential, "-Credential") : null,
        StoredCredential = Variable(cmdlet, StoredCredentials) is { } credentials ? CredentialObject.Of(credentials, "$" + StoredCredentials) : null,
        StoredRegion = Variable(cmdlet, StoredRegion)?.ToString() is { Length: > 0 } stored ? stored : null,
        Region = region,
        AskMfaCode = pump.AskMfaCode,
        Wake = pump.Wake,
        Connected = pump.Describe,
        RoleArn = parameters.RoleArn?.Trim(),
        RoleName = parameters.RoleName?.Trim(),
        ExternalId = parameters.ExternalId,
        RoleSessionName = parameters.RoleSessionName,
        IsForQueue = isForQueue,
        AccessKey = parameters.AccessKey,
        SecretKey = PlainText(parameters.SecretKey),
        SessionToken = PlainText(parameters.SessionToken),
        RateLimit = parameters.RateLimit,
        MaxAttempts = parameters.MaxAttempts,
        MaxStall = parameters.MaxStallMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };

    private static object? Variable(PSCmdlet cmdlet, string name) => cmdlet.SessionState.PSVariable.GetValue(name);

    private static string? PlainText(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
