using System.Security;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Where to and as whom, as every cmdlet that calls Amazon Connect asks for it. A class has one base, and not every cmdlet that calls takes
/// configs, so the parameters are declared twice; a test holds the declarations together.
/// </summary>
internal interface IConnectParameters
{
    string? ProfileName { get; }

    string? ProfileLocation { get; }

    object? Credential { get; }

    string? AccessKey { get; }

    SecureString? SecretKey { get; }

    SecureString? SessionToken { get; }

    string? EndpointUrl { get; }

    double? RateLimit { get; }

    int? MaxAttempts { get; }

    double? MaxStallMinutes { get; }
}
