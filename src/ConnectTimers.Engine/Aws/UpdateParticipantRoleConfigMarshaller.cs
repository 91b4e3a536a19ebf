using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ConnectTimers.Engine.Aws;

/// <summary>A config, as the SDK's pipeline carries it.</summary>
internal sealed class UpdateParticipantRoleConfigRequest(ParticipantRoleConfig config, ImmutableCredentials credentials) : ConnectRequest(credentials)
{
    public ParticipantRoleConfig Config => config;
}

/// <summary>Writes the request of <c>PUT /contact/participant-role-config/{InstanceId}/{ContactId}</c> (botocore model 2017-08-08).</summary>
internal sealed class UpdateParticipantRoleConfigMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly UpdateParticipantRoleConfigMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var config = ((UpdateParticipantRoleConfigRequest)input).Config;
        var request = ((ConnectRequest)input).OnTheWire("PUT", "/contact/participant-role-config/{InstanceId}/{ContactId}", Body(config));
        request.AddPathResource("{InstanceId}", config.InstanceId);
        request.AddPathResource("{ContactId}", config.ContactId);
        return request;
    }

    /// <summary>The body's bytes; the same as the JavaScript SDK's, name for name and in its order.</summary>
    internal static byte[] Body(ParticipantRoleConfig config)
    {
        // Four timers and what the writer wants to have free behind them; it asks for four times as much where that is not there.
        var bytes = new ArrayBufferWriter<byte>(1024);
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
