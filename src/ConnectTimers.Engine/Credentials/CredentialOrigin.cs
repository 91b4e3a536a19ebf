using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The origin of credentials, found but not yet asked: fetching may need a sign-in, a program or the user.</summary>
/// <param name="Name">The unique name of the origin: runs with the same name and state share their credentials.</param>
/// <param name="State">The definition of the origin when it was found; if it changes, the next run fetches its credentials again.</param>
/// <param name="Description">The origin in words: <c>profile 'ops' (-ProfileName)</c>.</param>
/// <param name="SignIn">How the user gets new credentials of it: the first half of a sentence.</param>
/// <param name="FetchAsync">Fetches the keys.</param>
internal sealed record CredentialOrigin(string Name, string State, string Description, string SignIn, Func<MfaPrompt, CancellationToken, Task<IssuedKeys>> FetchAsync)
{
    /// <summary>Whether it is asked before each call, because only it knows when its keys expire.</summary>
    public bool IsAskedEachTime { get; init; }

    /// <summary>Returns a digest of parts that may be secret: names and states are kept for the life of the process.</summary>
    public static string Digest(params IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
