using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Configuration;

/// <summary>
/// The settings of a run, as <c>aws --profile NAME</c> resolves them: the environment before the profile, and of the profiles only the one that
/// was named, by -ProfileName or AWS_PROFILE, else <c>default</c>. Source: botocore, configprovider.py.
/// </summary>
internal sealed class AwsSettings
{
    /// <summary>The profile under which AWS.Tools' Initialize-AWSDefaultConfiguration stores a session's defaults.</summary>
    public const string ToolsDefault = "AWS PS Default";

    private readonly ConnectionSettings _connection;

    private AwsSettings(ConnectionSettings connection)
    {
        _connection = connection;
        Files = AwsFiles.Read(connection.ProfileLocation);
        Named = Setting.Of(connection.ProfileName, "-ProfileName") ?? NamedByEnvironment();
        Profile = Named is null ? Files.Find("default") ?? Files.Find(ToolsDefault)
            : Files.Find(Named.Value) ?? throw new RunFaultException(ConfigurationProblems.ProfileNotFound(Named, Files));
    }

    /// <summary>The files.</summary>
    public AwsFiles Files { get; }

    /// <summary>The profile's name; null if neither a parameter nor the environment names one.</summary>
    public Setting? Named { get; }

    /// <summary>Whether a parameter names the profile.</summary>
    public bool IsNamedByParameter => Named?.Source == "-ProfileName";

    /// <summary>The profile whose settings are used; null if none was named and there is no default.</summary>
    public Profile? Profile { get; }

    /// <summary>Whether calls go to FIPS endpoints.</summary>
    public bool UseFips => Variable("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")?.AsBoolean() ?? false;

    /// <summary>Whether calls go to dual-stack endpoints.</summary>
    public bool UseDualStack => Variable("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")?.AsBoolean() ?? false;

    /// <summary>A file of certificate authorities to trust instead of the machine's.</summary>
    public Setting? CaBundle => Variable("AWS_CA_BUNDLE", "ca_bundle");

    /// <summary>Whether STS is called at its global address in the Regions that had no other at first.</summary>
    public bool IsStsLegacy => Variable("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints") is { } setting && setting.Value.ToLowerInvariant() switch
    {
        "legacy" => true,
        "regional" => false,
        _ => throw new RunFaultException(ConfigurationProblems.InvalidValue(setting, "legacy or regional")),
    };

    /// <summary>
    /// The Region of configs that name none, in lower case. With -ProfileName the environment's, the profile's, the session's, as the AWS CLI has
    /// it; else the session's, which is as good as a parameter, comes first. Null if none of them names one.
    /// </summary>
    public Setting? Region => IsNamedByParameter ? OwnRegion ?? StoredRegion : StoredRegion ?? OwnRegion;

    // AWS_REGION is the AWS CLI's and SDKs', and comes before AWS_DEFAULT_REGION, which only boto3 reads.
    private Setting? OwnRegion => AsRegion(EnvironmentVariable.Of("AWS_REGION") ?? EnvironmentVariable.Of("AWS_DEFAULT_REGION") ?? Profile?["region"]);

    private Setting? StoredRegion => AsRegion(Setting.Of(_connection.StoredRegion, "$StoredAWSRegion"));

    /// <summary>Reads and checks the environment and the files.</summary>
    /// <exception cref="RunFaultException">A file cannot be read, a named profile does not exist, or a value is invalid; the message names it and its source.</exception>
    public static AwsSettings Read(ConnectionSettings connection)
    {
        var settings = new AwsSettings(connection);

        // Validates values that are used only later, or only by the SDK.
        _ = (settings.UseFips, settings.UseDualStack, settings.IsStsLegacy, settings.Region, settings.EndpointUrl("connect"));
        _ = EnvironmentVariable.Of("AWS_SDK_UA_APP_ID");
        return settings;
    }

    /// <summary>Returns the address that is configured for a service instead of AWS's own; null if there is none.</summary>
    /// <param name="service">The service's id in lower case with <c>_</c>, as in the config file: <c>connect</c>, <c>sts</c>, <c>sso_oidc</c>.</param>
    public Setting? EndpointUrl(string service)
    {
        if (Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")?.AsBoolean() ?? false)
        {
            return null;
        }

        return EnvironmentVariable.Of("AWS_ENDPOINT_URL_" + service.ToUpperInvariant())
            ?? EnvironmentVariable.Of("AWS_ENDPOINT_URL")
            ?? (Profile?["services"] is { } services
                ? (Files.FindServices(services.Value) ?? throw new RunFaultException(ConfigurationProblems.SectionNotFound("services", services))).Nested(service, "endpoint_url")
                : null)
            ?? Profile?["endpoint_url"];
    }

    /// <summary>Returns a setting that both the environment and a profile may have; null if neither does.</summary>
    public Setting? Variable(string variable, string key) => EnvironmentVariable.Of(variable) ?? Profile?[key];

    private static Setting? NamedByEnvironment() => (EnvironmentVariable.Of("AWS_PROFILE"), EnvironmentVariable.Of("AWS_DEFAULT_PROFILE")) switch
    {
        // botocore uses the second, the AWS SDK for .NET the first.
        ({ } profile, { } other) when profile.Value != other.Value => throw new RunFaultException(ConfigurationProblems.ConflictingProfiles(profile, other)),
        var (profile, other) => profile ?? other,
    };

    private static Setting? AsRegion(Setting? setting) => setting is null ? null
        : ChatContact.IsRegion(setting.Value.ToLowerInvariant()) ? setting with { Value = setting.Value.ToLowerInvariant() }
        : throw new RunFaultException(ConfigurationProblems.InvalidValue(setting, "the code of a Region, such as eu-west-2"));
}
