using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Where credentials come from, found but not yet asked: asking may take a sign-in, a program, a person.</summary>
/// <param name="Name">What tells it from other origins: runs of one name share their credentials and clients.</param>
/// <param name="State">What it was made of when it was found; when that changes, what was got from it before no longer counts.</param>
/// <param name="Open">Makes the source. Nothing is asked yet.</param>
internal sealed record CredentialOrigin(string Name, string State, Func<MfaPrompt, CredentialSource> Open)
{
    /// <summary>A name or state of parts that may be secret; they are kept for the life of the process, so only their digest is.</summary>
    public static string Digest(params IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
