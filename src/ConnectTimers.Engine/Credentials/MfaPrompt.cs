namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// Asks the user for an MFA code. Credentials outlive runs, so the latest run asks.
/// </summary>
internal sealed class MfaPrompt
{
    private int _asking;

    /// <summary>The prompt of the latest run; null if it cannot prompt.</summary>
    public Func<string, string?>? Asker { get; set; }

    /// <summary>Whether a prompt is open.</summary>
    public bool IsAsking => Volatile.Read(ref _asking) > 0;

    /// <summary>Asks for the code of a device.</summary>
    /// <param name="serial">The device's serial number or ARN.</param>
    /// <param name="profile">The profile that needs the code.</param>
    /// <exception cref="RunFaultException">PowerShell cannot prompt here.</exception>
    public string Ask(string serial, string profile)
    {
        Interlocked.Increment(ref _asking);
        try
        {
            return Asker?.Invoke(serial) is { Length: > 0 } code ? code.Trim() : throw new RunFaultException(CredentialProblems.MfaUnavailable(profile, serial));
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }
}
