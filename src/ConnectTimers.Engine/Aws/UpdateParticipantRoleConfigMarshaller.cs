using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace ConnectTimers.Engine.Aws;

/// <summary>A config and what its call is signed with, as the SDK's pipeline carries them. The name is what the SDK logs and tells the service as the operation.</summary>
internal sealed class UpdateParticipantRoleConfigRequest : AmazonWebServiceRequest
{
    // AWS's form for a library on top of an SDK; CloudTrail shows it, so an account's owner can tell these calls from others.
    private static readonly string Library = $"lib/ConnectTimers#{typeof(UpdateParticipantRoleConfigRequest).Assembly.GetName().Version!.ToString(3)}";

    public UpdateParticipantRoleConfigRequest(ParticipantRoleConfig config, AWSCredentials credentials)
    {
        Config = config;
        Credentials = credentials;
        ((IAmazonWebServiceRequest)this).UserAgentDetails.AddUserAgentComponent(Library);
    }

    public ParticipantRoleConfig Config { get; }

    public AWSCredentials Credentials { get; }
}

/// <summary>Writes the request of <c>PUT /contact/participant-role-config/{InstanceId}/{ContactId}</c> (botocore model 2017-08-08).</summary>
internal sealed class UpdateParticipantRoleConfigMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly UpdateParticipantRoleConfigMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var config = ((UpdateParticipantRoleConfigRequest)input).Config;
        var request = new DefaultRequest(input, "Amazon.Connect")
        {
            HttpMethod = "PUT",
            ResourcePath = "/contact/participant-role-config/{InstanceId}/{ContactId}",
            Content = Body(config),
        };
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
        request.Headers[HeaderKeys.XAmzApiVersion] = "2017-08-08";
        request.AddPathResource("{InstanceId}", config.InstanceId);
        request.AddPathResource("{ContactId}", config.ContactId);
        return request;
    }

    /// <summary>The body's bytes; the same as the JavaScript SDK's, name for name and in its order.</summary>
    internal static byte[] Body(ParticipantRoleConfig config)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("ChannelConfiguration");
        json.WriteStartObject("Chat");
        json.WriteStartArray("ParticipantTimerConfigList");
        foreach (var (kind, value) in config.GetTimers())
        {
            json.WriteStartObject();
            json.WriteString("ParticipantRole", kind.Role().ToString());
            json.WriteString("TimerType", kind.Type().ToString());
            json.WriteStartObject("TimerValue");
            if (value.Minutes is { } minutes)
            {
                json.WriteNumber("ParticipantTimerDurationInMinutes", minutes);
            }
            else
            {
                json.WriteString("ParticipantTimerAction", TimerValue.UnsetWord);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
