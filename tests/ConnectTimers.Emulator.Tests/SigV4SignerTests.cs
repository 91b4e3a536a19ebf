namespace ConnectTimers.Emulator.Tests;

/// <summary>The tests' signer against the example in AWS's description of Signature Version 4.</summary>
public sealed class SigV4SignerTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Fact]
    public void The_signing_key_matches_the_published_example() => Assert.Equal(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        Convert.ToHexStringLower(SigV4Signer.SigningKey(SecretKey, "20150830", "us-east-1", "iam")));

    [Fact]
    public void The_signature_matches_the_published_example()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8",
            ["host"] = "iam.amazonaws.com",
            ["x-amz-date"] = "20150830T123600Z",
        };
        var authorization = new SigV4Signer("AKIDEXAMPLE", SecretKey, "us-east-1", "iam").Authorization(
            "GET", "/", "Action=ListUsers&Version=2010-05-08", headers, "", new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));

        Assert.Equal("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", authorization.Split("Signature=")[1]);
    }
}
