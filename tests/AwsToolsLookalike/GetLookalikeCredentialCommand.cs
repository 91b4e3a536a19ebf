using System.Management.Automation;
using Amazon.Runtime;

namespace ConnectTimers.AwsToolsLookalike;

/// <summary>Gives credentials as Get-AWSCredential does: an AWSCredentials of this module's own AWSSDK.Core. With -Wrapped, as $StoredAWSCredentials holds them.</summary>
[Cmdlet(VerbsCommon.Get, "LookalikeCredential")]
[OutputType(typeof(AWSCredentials), typeof(AWSPSCredentials))]
public sealed class GetLookalikeCredentialCommand : Cmdlet
{
    [Parameter]
    public string AccessKey { get; set; } = "AKIDEXAMPLE";

    [Parameter]
    public string SecretKey { get; set; } = "SECRET";

    [Parameter]
    public SwitchParameter Wrapped { get; set; }

    protected override void EndProcessing()
    {
        var credentials = new CountingCredentials(AccessKey, SecretKey);
        WriteObject(Wrapped ? new AWSPSCredentials(credentials) : credentials);
    }
}

/// <summary>Credentials that report how often they were requested.</summary>
public sealed class CountingCredentials(string accessKey, string secretKey) : AWSCredentials
{
    private int _asked;

    public int Asked => _asked;

    public override ImmutableCredentials GetCredentials()
    {
        Interlocked.Increment(ref _asked);
        return new ImmutableCredentials(accessKey, secretKey, null);
    }
}

/// <summary>What AWS.Tools keeps in $StoredAWSCredentials; like there, what is in it is not public.</summary>
public sealed class AWSPSCredentials
{
    internal AWSPSCredentials(AWSCredentials credentials) => Credentials = credentials;

    internal AWSCredentials Credentials { get; }

    internal string Name { get; } = "a stored profile";
}
