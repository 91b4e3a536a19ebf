using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

[Collection(nameof(OneAtATime))]
public class ConnectEndpointTests
{
    [Theory]
    [InlineData("eu-west-2", "https://connect.eu-west-2.amazonaws.com")]
    [InlineData("us-gov-west-1", "https://connect.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://connect.cn-north-1.amazonaws.com.cn")]
    [InlineData("xx-future-9", "https://connect.xx-future-9.amazonaws.com")]
    public void A_region_has_its_own_address(string region, string address) => Assert.Equal(address, ConnectEndpoint.Of(null, region));

    [Theory]
    [InlineData("https://vpce-1.connect.eu-west-2.vpce.amazonaws.com")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void A_typed_address_is_taken_when_it_is_safe(string url) => Assert.Equal(url, ConnectEndpoint.Of(url, "eu-west-2"));

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
        var fault = Assert.Throws<RunFaultException>(() => ConnectEndpoint.Check(url));

        Assert.Equal(errorId, fault.Problem.ErrorId);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_CONNECT")]
    [InlineData("AWS_ENDPOINT_URL")]
    public void An_address_of_the_environment_passes_the_same_check(string variable)
    {
        using (new Variable(variable, "http://localhost:8080"))
        {
            Assert.Equal("http://localhost:8080", ConnectEndpoint.Of(null, "eu-west-2").TrimEnd('/'));
        }

        using (new Variable(variable, "http://example.com"))
        {
            Assert.Equal("InsecureEndpointUrl", Assert.Throws<RunFaultException>(() => ConnectEndpoint.Of(null, "eu-west-2")).Problem.ErrorId);
        }
    }
}
