using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace ConnectTimers.Bench.SdkWorker;

/// <summary>A chat, as the SDK's pipeline carries it.</summary>
internal sealed class UpdateRequest(Chat chat) : AmazonWebServiceRequest
{
    public Chat Chat => chat;
}

/// <summary>Writes the request of UpdateParticipantRoleConfig.</summary>
internal sealed class UpdateMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly UpdateMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var chat = ((UpdateRequest)input).Chat;
        var request = new DefaultRequest(input, "Amazon.Connect")
        {
            HttpMethod = "PUT",
            ResourcePath = "/contact/participant-role-config/{InstanceId}/{ContactId}",
            Content = Body(chat),
        };
        request.AddPathResource("{InstanceId}", Chat.InstanceId);
        request.AddPathResource("{ContactId}", chat.ContactId);
        request.Headers["Content-Type"] = "application/json";
        return request;
    }

    private static byte[] Body(Chat chat)
    {
        object[] timers = [Timer("IDLE", chat.CustomerIdle), Timer("DISCONNECT_NONCUSTOMER", chat.CustomerDisconnect)];
        return JsonSerializer.SerializeToUtf8Bytes(new { ChannelConfiguration = new { Chat = new { ParticipantTimerConfigList = timers } } });
    }

    private static object Timer(string type, int minutes) =>
        new { ParticipantRole = "CUSTOMER", TimerType = type, TimerValue = new { ParticipantTimerDurationInMinutes = minutes } };
}

/// <summary>Reads its answer: nothing, or an error with the code by which the SDK knows a throttle.</summary>
internal sealed class UpdateUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly UpdateUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) => new();

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
