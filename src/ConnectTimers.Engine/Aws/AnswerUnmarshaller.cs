using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace ConnectTimers.Engine.Aws;

/// <summary>Reads an answer; an error becomes an exception with the service's code.</summary>
internal abstract class AnswerUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}

/// <summary>Reads an answer whose success says nothing but that.</summary>
internal sealed class EmptyAnswerUnmarshaller : AnswerUnmarshaller
{
    public static readonly EmptyAnswerUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) => new();
}

/// <summary>Reads an answer whose body is one JSON object, spelled as the response's properties are.</summary>
internal sealed class JsonAnswerUnmarshaller<TResponse> : AnswerUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public static readonly JsonAnswerUnmarshaller<TResponse> Instance = new();

    private static readonly JsonSerializerOptions Options = new() { Converters = { new EpochSecondsConverter() } };

    // What is thrown here becomes an AmazonUnmarshallingException.
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        JsonSerializer.Deserialize<TResponse>(context.Stream, Options) ?? throw new JsonException("The answer is null.");
}
