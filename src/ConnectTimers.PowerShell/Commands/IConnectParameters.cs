using System.Net;
using System.Security;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Where to and as whom, as every cmdlet that calls Amazon Connect asks for it. A class has one base, and not every cmdlet that calls takes
/// configs, so the parameters are declared twice; a test holds the declarations together.
/// </summary>
internal interface IConnectParameters
{
    string? ProfileName { get; }

    string? AccessKey { get; }

    SecureString? SecretKey { get; }

    SecureString? SessionToken { get; }

    string? EndpointUrl { get; }
}

/// <summary>Secrets on their way to the engine.</summary>
internal static class Secrets
{
    /// <summary>A SecureString's text; null when there is none.</summary>
    public static string? Plain(this SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
