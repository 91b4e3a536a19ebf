namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The way from credentials to a person who has a device. Credentials live as long as the process and runs do not, so whoever runs last is
/// asked.
/// </summary>
internal sealed class MfaPrompt
{
    private int _asking;

    /// <summary>How the latest run asks; null when it cannot.</summary>
    public Func<string, string?>? Asker { get; set; }

    /// <summary>Whether somebody is being waited for.</summary>
    public bool IsAsking => Volatile.Read(ref _asking) > 0;

    /// <summary>The code of a device.</summary>
    /// <param name="serial">The device's serial number or ARN.</param>
    /// <param name="profile">The profile that wants it.</param>
    /// <exception cref="RunFaultException">Nobody can be asked.</exception>
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
