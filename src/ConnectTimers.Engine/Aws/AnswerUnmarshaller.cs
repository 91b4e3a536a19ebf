using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>Reads a response; an error becomes a <see cref="ConnectException"/>, whatever its body is.</summary>
internal abstract class AnswerUnmarshaller : JsonResponseUnmarshaller
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var body = BodyOf(context);
        var (type, code, message) = ErrorOf(body);
        string? Header(string name) => context.ResponseData.GetHeaderValue(name);

        // The SDK's order.
        var name = ((string?[])[type, Header("x-amzn-ErrorType"), code]).Select(ForeignText.Code).FirstOrDefault(n => n.Length > 0) ?? "";
        return new ConnectException(message ?? "", innerException, name, ForeignText.RequestId(Header("x-amzn-RequestId")), statusCode) { Seen = SeenOf(context, body), RetryAfter = RetryAfterOf(Header("x-amz-retry-after")) };
    }

    // Milliseconds, as the AWS SDKs read it (botocore, retries/standard.py); anything else is ignored, as there.
    private static TimeSpan? RetryAfterOf(string? header) =>
        int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>Describes the body of the response: its content type and its beginning.</summary>
    protected static string SeenOf(JsonUnmarshallerContext context, string body)
    {
        var type = ForeignText.Message(context.ResponseData.GetHeaderValue("Content-Type")) is { Length: > 0 } given ? $"content type {DisplayText.Value(given)}" : "no content type";

        // An incomplete body is not quoted: half a secret would not be recognized.
        return IsTorn(context) ? $"{type} and a body that is too long or broke off"
            : body.Length == 0 ? $"{type} and no body" : $"{type} and a body that begins with {DisplayText.Value(ForeignText.Message(body))}";
    }

    /// <summary>Whether the body is too long, or broke off before its end: then what there is of it says nothing.</summary>
    protected static bool IsTorn(JsonUnmarshallerContext context) => context.ResponseData.GetHeaderValue(BoundedAnswer.TornHeader) is { Length: > 0 };

    /// <summary>Returns the body as text; the transport has read it, and bounded it.</summary>
    protected static string BodyOf(JsonUnmarshallerContext context)
    {
        // A byte order mark alone would otherwise be an empty body.
        using var reader = new StreamReader(context.Stream, Utf8, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }

    // A member of the wrong JSON type is ignored.
    private static (string? Type, string? Code, string? Message) ErrorOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            string? Member(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return (Member("__type"), Member("code"), Member("Message") ?? Member("message"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // not JSON, or invalid UTF-16
        }
    }
}

/// <summary>An error that Amazon Connect, or a proxy in front of it, returned.</summary>
internal sealed class ConnectException(string message, Exception inner, string code, string? requestId, HttpStatusCode status)
    : AmazonServiceException(message, inner, ErrorType.Unknown, code, requestId, status)
{
    /// <summary>The body in words.</summary>
    public required string Seen { get; init; }

    /// <summary>How long the service asks to wait; null if it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The response of an operation whose success has an empty body.</summary>
internal sealed class EmptyAnswer : AmazonWebServiceResponse
{
    /// <summary>The body in words; null if it is empty, as it should be.</summary>
    public string? Seen { get; init; }
}

/// <summary>Reads a response whose success has an empty body.</summary>
internal sealed class EmptyAnswerUnmarshaller : AnswerUnmarshaller
{
    public static readonly EmptyAnswerUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        BodyOf(context) is var body && body.Length == 0 && !IsTorn(context) && context.ResponseData.StatusCode == HttpStatusCode.OK && ForeignText.RequestId(context.ResponseData.GetHeaderValue("x-amzn-RequestId")) is not null
            ? new EmptyAnswer() : new EmptyAnswer { Seen = SeenOf(context, body) };
}

/// <summary>Reads a response whose body is one JSON object with the names of the response's properties.</summary>
internal sealed class JsonAnswerUnmarshaller<TResponse> : AnswerUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public static readonly JsonAnswerUnmarshaller<TResponse> Instance = new();

    private static readonly JsonSerializerOptions Options = new() { Converters = { new EpochSecondsConverter() } };

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        var body = BodyOf(context);
        try
        {
            return (IsTorn(context) ? null : JsonSerializer.Deserialize<TResponse>(body, Options)) ?? (AmazonWebServiceResponse)new EmptyAnswer { Seen = SeenOf(context, body) };
        }
        catch (JsonException)
        {
            return new EmptyAnswer { Seen = SeenOf(context, body) };
        }
    }
}
