using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Whose calls they are.</summary>
/// <param name="Credentials">What signs them.</param>
/// <param name="ProfileRegion">The Region of the profile when one was named.</param>
/// <param name="SignIn">What a person does to get new credentials of this source: the first half of a sentence.</param>
internal sealed record CredentialSource(AWSCredentials Credentials, string? ProfileRegion, string SignIn);
