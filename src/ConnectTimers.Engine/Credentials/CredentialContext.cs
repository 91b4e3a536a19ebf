using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Http;
using ConnectTimers.Abstractions;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The context for getting credentials: the run's settings, and clients of the services that issue them, which use these settings.</summary>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Connection">The parameters of the run.</param>
/// <param name="Transport">The HTTP transport for AWS services.</param>
/// <param name="MetadataTransport">The HTTP transport for the metadata of EC2 and containers.</param>
/// <param name="Clock">The time by which tokens expire.</param>
internal sealed record CredentialContext(AwsSettings Settings, ConnectionSettings Connection, HttpTransport Transport, HttpTransport MetadataTransport, TimeProvider Clock)
{
    // The Regions whose calls go to the one address with sts_regional_endpoints = legacy (botocore, args.py); the SDK no longer supports that.
    private static readonly string[] LegacyRegions =
    [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1",
        "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    /// <summary>Everything that determines the endpoints of the issuing services.</summary>
    public string Addresses => string.Join('\n', Settings.Region?.Value, Connection.Region, ConfiguredAddresses);

    /// <summary>The same without the Region: keys of a role are the same whichever Region's STS issues them.</summary>
    public string ConfiguredAddresses => string.Join('\n', Settings.UseFips, Settings.UseDualStack, Settings.IsStsLegacy, Settings.CaBundle?.Value,
        Settings.EndpointUrl("sts")?.Value, Settings.EndpointUrl("sso")?.Value, Settings.EndpointUrl("sso_oidc")?.Value, Settings.EndpointUrl("signin")?.Value);

    /// <summary>Creates a client of STS.</summary>
    /// <param name="credentials">The credentials of the calls.</param>
    /// <param name="partition">The partition of the role, as its ARN has it; null for that of the Region.</param>
    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials, string? partition)
    {
        var region = StsRegion(partition);
        var config = Configured(new AmazonSecurityTokenServiceConfig(), "sts", region);
        if (Settings.IsStsLegacy && LegacyRegions.Contains(region) && config.ServiceURL is null && !Settings.UseFips && !Settings.UseDualStack)
        {
            (config.ServiceURL, config.AuthenticationRegion) = ("https://sts.amazonaws.com", "us-east-1");
        }

        return new AmazonSecurityTokenServiceClient(credentials, config);
    }

    /// <summary>Creates a client of the portal of IAM Identity Center.</summary>
    public AmazonSSOClient Sso(string region) => new(new AnonymousAWSCredentials(), Configured(new AmazonSSOConfig(), "sso", region));

    /// <summary>Creates a client of the service that renews tokens of IAM Identity Center.</summary>
    public AmazonSSOOIDCClient SsoOidc(string region) => new(new AnonymousAWSCredentials(), Configured(new AmazonSSOOIDCConfig(), "sso_oidc", region));

    /// <summary>Returns an issuing service's own time limit as a time.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    // The profile's Region, then the run's, but none of another partition than the role's: such a call could not succeed.
    private string StsRegion(string? partition)
    {
        var region = new[] { Settings.Region?.Value, Connection.Region }.FirstOrDefault(r => r is not null && (partition is null || Equals(GetAttr(Partition(r), "name"), partition)));
        return region ?? partition switch
        {
            "aws-us-gov" => "us-gov-west-1",
            "aws-cn" => "cn-north-1",
            "aws-eusc" => "eusc-de-east-1",
            "aws-iso" => "us-iso-east-1",
            "aws-iso-b" => "us-isob-east-1",
            _ => "us-east-1",
        };
    }

    private T Configured<T>(T config, string service, string region)
        where T : ClientConfig
    {
        config.IgnoreConfiguredEndpointUrls = true; // they are resolved here
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 2;
        config.AllowAutoRedirect = false;
        config.HttpClientFactory = Transport;
        config.UseFIPSEndpoint = Settings.UseFips;
        config.UseDualstackEndpoint = Settings.UseDualStack;
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (Settings.EndpointUrl(service) is { } url)
        {
            config.ServiceURL = AwsEndpoint.Checked(url, Settings);
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
