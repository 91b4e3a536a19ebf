using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Aws;

[Collection(nameof(OneAtATime))]
public class AwsEndpointTests
{
    [Theory]
    [InlineData("eu-west-2", "https://connect.eu-west-2.amazonaws.com")]
    [InlineData("us-gov-west-1", "https://connect.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://connect.cn-north-1.amazonaws.com.cn")]
    [InlineData("xx-future-9", "https://connect.xx-future-9.amazonaws.com")]
    public void A_region_has_its_own_address(string region, string address) => Assert.Equal(address, Of(null, region));

    // As botocore resolves its endpoint-rule-set-1.json.
    [Theory]
    [InlineData("eu-west-2", false, true, "https://connect.eu-west-2.api.aws")]
    [InlineData("eu-west-2", true, false, "https://connect-fips.eu-west-2.amazonaws.com")]
    [InlineData("eu-west-2", true, true, "https://connect-fips.eu-west-2.api.aws")]
    [InlineData("us-gov-west-1", false, true, "https://connect.us-gov-west-1.api.aws")]
    [InlineData("us-gov-west-1", true, false, "https://connect.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "https://connect-fips.us-gov-west-1.api.aws")]
    [InlineData("cn-north-1", false, true, "https://connect.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("cn-north-1", true, false, "https://connect-fips.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", true, true, "https://connect-fips.cn-north-1.api.amazonwebservices.com.cn")]
    public void Fips_and_dual_stack_are_other_addresses_and_contradict_a_typed_one(string region, bool fips, bool dualStack, string address)
    {
        using var asked = new Variable("AWS_USE_FIPS_ENDPOINT", fips ? "true" : null);
        using var also = new Variable("AWS_USE_DUALSTACK_ENDPOINT", dualStack ? "true" : null);
        Assert.Equal(address, Of(null, region));
        Assert.Equal("ConflictingEndpoint", Assert.Throws<RunFaultException>(() => Of("https://example.com", region)).Problem.ErrorId);
    }

    [Fact]
    public void A_setting_of_the_config_file_counts_from_when_it_is_written()
    {
        using var config = new ConfigFile();
        foreach (var host in (string[])["connect-fips", "connect", "connect-fips"])
        {
            config.Write($"[default]\nuse_fips_endpoint = {(host == "connect" ? "false" : "true")}\n");
            Assert.Equal($"https://{host}.eu-west-2.amazonaws.com", Of(null, "eu-west-2"));
        }
    }

    [Fact]
    public void An_address_among_the_services_of_the_config_file_passes_the_same_check()
    {
        using var config = new ConfigFile();

        config.Write("[default]\nservices = local\n[services local]\nconnect =\n  endpoint_url = http://localhost:8080\n");
        Assert.Equal("http://localhost:8080", Of(null, "eu-west-2").TrimEnd('/'));

        config.Write("[default]\nservices = remote\n[services remote]\nconnect =\n  endpoint_url = http://example.com\n");
        Assert.Equal("InsecureEndpointUrl", Assert.Throws<RunFaultException>(() => Of(null, "eu-west-2")).Problem.ErrorId);
    }

    [Theory]
    [InlineData("https://vpce-1.connect.eu-west-2.vpce.amazonaws.com")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void A_typed_address_is_taken_when_it_is_safe(string url) => Assert.Equal(url, Of(url, "eu-west-2"));

    [Theory]
    [InlineData("http://example.com", "InsecureEndpointUrl")]
    [InlineData("http://127.0.0.1.example.com", "InsecureEndpointUrl")]
    [InlineData("http://10.0.0.1:8080", "InsecureEndpointUrl")]
    [InlineData("localhost:8080", "InvalidEndpointUrl")]
    [InlineData("ftp://example.com", "InvalidEndpointUrl")]
    [InlineData("/connect", "InvalidEndpointUrl")]
    [InlineData("https://user:secret@example.com", "InvalidEndpointUrl")]
    [InlineData("https://", "InvalidEndpointUrl")]
    [InlineData("", "InvalidEndpointUrl")]
    public void Any_other_ends_the_run(string url, string errorId)
    {
        var fault = Assert.Throws<RunFaultException>(() => AwsEndpoint.Check(url));

        Assert.Equal(errorId, fault.Problem.ErrorId);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_CONNECT")]
    [InlineData("AWS_ENDPOINT_URL")]
    public void An_address_of_the_environment_passes_the_same_check(string variable)
    {
        using (new Variable(variable, "http://localhost:8080"))
        {
            Assert.Equal("http://localhost:8080", Of(null, "eu-west-2").TrimEnd('/'));
        }

        using (new Variable(variable, "http://example.com"))
        {
            Assert.Equal("InsecureEndpointUrl", Assert.Throws<RunFaultException>(() => Of(null, "eu-west-2")).Problem.ErrorId);
        }
    }

    private static string Of(string? typed, string region) => AwsEndpoint.Connect(typed, region, AwsSettings.Read(new ConnectionSettings())).Value;

    // The config file of the tests' environment, put back at the end.
    private sealed class ConfigFile : IDisposable
    {
        private readonly string _path = Environment.GetEnvironmentVariable("AWS_CONFIG_FILE")!;
        private readonly string _before;

        public ConfigFile() => _before = File.ReadAllText(_path);

        public void Write(string text)
        {
            File.WriteAllText(_path, text);
        }

        public void Dispose() => Write(_before);
    }
}
