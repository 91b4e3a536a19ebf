using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Where credentials come from, found but not yet asked: asking may take a sign-in, a program, a person.</summary>
/// <param name="Name">Tells it from other origins: runs of one name and state share their credentials.</param>
/// <param name="State">What it consisted of when it was found; when that changes, the next run gets its credentials anew.</param>
/// <param name="Description">What it is, for people: <c>profile 'ops' (-ProfileName)</c>.</param>
/// <param name="SignIn">What a person does to get new credentials of it: the first half of a sentence.</param>
/// <param name="FetchAsync">Gets keys.</param>
internal sealed record CredentialOrigin(string Name, string State, string Description, string SignIn, Func<MfaPrompt, CancellationToken, Task<IssuedKeys>> FetchAsync)
{
    /// <summary>Whether it is asked before each call, because only it knows when its keys expire.</summary>
    public bool IsAskedEachTime { get; init; }

    /// <summary>Returns a digest of parts that may be secret: names and states are kept for the life of the process.</summary>
    public static string Digest(params IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
