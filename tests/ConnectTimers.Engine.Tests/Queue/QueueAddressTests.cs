using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Queue;

namespace ConnectTimers.Engine.Tests.Queue;

public sealed class QueueAddressTests
{
    [Theory]
    [InlineData("https://sqs.eu-west-2.amazonaws.com/111122223333/events", "eu-west-2", "https://sqs.eu-west-2.amazonaws.com")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/events", "cn-north-1", "https://sqs.cn-north-1.amazonaws.com.cn")]
    [InlineData("https://eu-west-2.queue.amazonaws.com/111122223333/events", "eu-west-2", "https://sqs.eu-west-2.amazonaws.com")]
    [InlineData("https://queue.amazonaws.com/111122223333/events", "us-east-1", "https://sqs.us-east-1.amazonaws.com")]
    [InlineData("https://vpce-0abc.sqs.eu-west-2.vpce.amazonaws.com/111122223333/events", "eu-west-2", "https://vpce-0abc.sqs.eu-west-2.vpce.amazonaws.com")]
    [InlineData("arn:aws:sqs:eu-west-2:111122223333:events", "eu-west-2", "https://sqs.eu-west-2.amazonaws.com")]
    [InlineData("arn:aws-us-gov:sqs:us-gov-west-1:111122223333:events", "us-gov-west-1", "https://sqs.us-gov-west-1.amazonaws.com")]
    [InlineData("https://sqs.example.com/111122223333/events", null, "https://sqs.example.com")]
    [InlineData("http://127.0.0.1:9324/000000000000/events", null, "http://127.0.0.1:9324")]
    public void The_Region_and_the_address_are_the_queues_own(string url, string? region, string endpoint)
    {
        var address = QueueAddress.Read(url);

        Assert.Equal(("events", region), (address.Name, address.Region));
        Assert.Equal(endpoint, address.Endpoint(null, region ?? "eu-west-2", AwsSettings.Read(new ConnectionSettings())).Value);
        Assert.Equal("http://localhost:1", address.Endpoint("http://localhost:1", "eu-west-2", AwsSettings.Read(new ConnectionSettings())).Value);
    }

    [Theory]
    [InlineData("contact-events")]
    [InlineData("https://sqs.eu-west-2.amazonaws.com/contact-events")]
    [InlineData("ftp://sqs.eu-west-2.amazonaws.com/111122223333/events")]
    [InlineData("https://anna:secret@sqs.eu-west-2.amazonaws.com/111122223333/events")]
    [InlineData("arn:aws:sqs:eu-west-2:events")]
    [InlineData("arn:aws:sns:eu-west-2:111122223333:events")]
    public void Anything_else_is_rejected(string url) =>
        Assert.Equal("InvalidQueueUrl", Assert.Throws<RunFaultException>(() => QueueAddress.Read(url)).Problem.ErrorId);

    [Fact]
    public void Plain_http_to_another_machine_is_rejected() =>
        Assert.Equal("InsecureEndpointUrl", Assert.Throws<RunFaultException>(() =>
            QueueAddress.Read("http://sqs.example.com/111122223333/events").Endpoint(null, "eu-west-2", AwsSettings.Read(new ConnectionSettings()))).Problem.ErrorId);
}
