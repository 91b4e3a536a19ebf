using System.Management.Automation;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace ConnectTimers.AwsToolsLookalike;

/// <summary>
/// Makes a call that its AWSSDK.Core has described and signed, and writes the HTTP status. The emulator verifies the signature, so
/// 200 says that this Core works.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "LookalikeCall")]
[OutputType(typeof(int))]
public sealed class InvokeLookalikeCallCommand : Cmdlet
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""
        {"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[
          {"ParticipantRole":"AGENT","TimerType":"IDLE","TimerValue":{"ParticipantTimerDurationInMinutes":9}}]}}}
        """);

    [Parameter(Mandatory = true)]
    public Uri EndpointUrl { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public string ContactId { get; set; } = "";

    protected override void EndProcessing()
    {
        var signed = new DefaultRequest(new LookalikeRequest(), "Amazon.Connect")
        {
            HttpMethod = "PUT",
            Endpoint = EndpointUrl,
            ResourcePath = "/contact/participant-role-config/i-1/" + ContactId,
            Content = Body,
        };
        new AWS4Signer().Sign(signed, new LookalikeConfig(EndpointUrl), new RequestMetrics(), new BasicAWSCredentials("AKIDEXAMPLE", "SECRET"));

        using var message = new HttpRequestMessage(HttpMethod.Put, new Uri(EndpointUrl, signed.ResourcePath)) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in signed.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var http = new HttpClient();
        using var response = http.Send(message);
        WriteObject((int)response.StatusCode);
    }

    private sealed class LookalikeRequest : AmazonWebServiceRequest;
}
