using System.Management.Automation;
using System.Net;
using System.Security;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Makes of a cmdlet's parameters, and of what AWS.Tools has set for the session, what the engine connects by.</summary>
internal static class ConnectionSettingsFactory
{
    // Set-AWSCredential and Set-DefaultAWSRegion of AWS.Tools keep the session's defaults in these variables.
    private const string StoredCredentials = "StoredAWSCredentials";
    private const string StoredRegion = "StoredAWSRegion";

    /// <summary>What is wrong with the parameters; null when nothing is.</summary>
    public static Problem? Check(IConnectParameters parameters) =>
        parameters.Credential is { } credential && CredentialObject.Of(credential, "-Credential") is null ? InputProblems.InvalidCredential(credential) : null;

    /// <summary>The settings.</summary>
    /// <param name="cmdlet">Whose session it is.</param>
    /// <param name="parameters">What was typed.</param>
    /// <param name="askMfaCode">Asks for the code of a device.</param>
    public static ConnectionSettings Create(PSCmdlet cmdlet, IConnectParameters parameters, Func<string, string?> askMfaCode) => new()
    {
        EndpointUrl = parameters.EndpointUrl,
        ProfileName = parameters.ProfileName,
        ProfileLocation = parameters.ProfileLocation is { } path ? cmdlet.GetUnresolvedProviderPathFromPSPath(path) : null,
        Credential = parameters.Credential is { } credential ? CredentialObject.Of(credential, "-Credential") : null,
        StoredCredential = Stored(cmdlet, StoredCredentials) is { } stored ? CredentialObject.Of(stored, "$" + StoredCredentials) : null,
        StoredRegion = Stored(cmdlet, StoredRegion)?.ToString() is { Length: > 0 } region ? region : null,
        AskMfaCode = askMfaCode,
        AccessKey = parameters.AccessKey,
        SecretKey = Plain(parameters.SecretKey),
        SessionToken = Plain(parameters.SessionToken),
        RateLimit = parameters.RateLimit,
        MaxAttempts = parameters.MaxAttempts,
        MaxStall = parameters.MaxStallMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };

    private static object? Stored(PSCmdlet cmdlet, string variable) => cmdlet.SessionState.PSVariable.GetValue(variable);

    private static string? Plain(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
