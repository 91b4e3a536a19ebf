using System.Security;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>How a service writes its answers.</summary>
internal interface IProtocol
{
    /// <summary>Returns the answer of a successful call.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="body">What the operation returned.</param>
    /// <param name="requestId">The request id, for protocols that write it into the body.</param>
    Reply Success(string operation, byte[] body, string requestId);

    /// <summary>Returns the answer of an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The request id, for protocols that write it into the body.</param>
    Reply Error(ServiceException error, string requestId);
}

/// <summary>restJson1, as Amazon Connect speaks it: the error's type in a header, a message in the body.</summary>
internal sealed class RestJson : IProtocol
{
    public Reply Success(string operation, byte[] body, string requestId) => new(StatusCodes.Status200OK, body);

    public Reply Error(ServiceException error, string requestId) =>
        new(error.Status, EmulatorJson.WriteError(error.Message)) { ErrorType = error.Type, Headers = [("X-Amzn-Errortype", error.Type)] };
}

/// <summary>AWS JSON 1.0, as Amazon SQS speaks it: the error's type in the body, and the older query protocol's code in a header.</summary>
internal sealed class AwsJson : IProtocol
{
    private const string ContentType = "application/x-amz-json-1.0";

    public Reply Success(string operation, byte[] body, string requestId) => new(StatusCodes.Status200OK, body) { ContentType = ContentType };

    public Reply Error(ServiceException error, string requestId)
    {
        // What comes before the service itself, as the check of the signature, has the front end's namespace.
        var space = error.Status == StatusCodes.Status400BadRequest ? "com.amazonaws.sqs" : "com.amazon.coral.service";
        var body = new Dictionary<string, string> { ["__type"] = $"{space}#{error.Type}", ["message"] = error.Message };
        var fault = error.Status >= StatusCodes.Status500InternalServerError ? "Receiver" : "Sender";
        return new(error.Status, EmulatorJson.Write(body))
        {
            ContentType = ContentType,
            ErrorType = error.Type,
            Headers = [("x-amzn-query-error", $"{error.QueryCode ?? error.Type};{fault}")],
        };
    }
}

/// <summary>The query protocol, as AWS STS speaks it: XML.</summary>
internal sealed class AwsQuery(string xmlNamespace) : IProtocol
{
    private const string ContentType = "text/xml";

    public Reply Success(string operation, byte[] body, string requestId) => new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(
        $"<{operation}Response xmlns=\"{xmlNamespace}\"><{operation}Result>{Encoding.UTF8.GetString(body)}</{operation}Result>"
        + $"<ResponseMetadata><RequestId>{requestId}</RequestId></ResponseMetadata></{operation}Response>"))
    {
        ContentType = ContentType,
    };

    public Reply Error(ServiceException error, string requestId)
    {
        var fault = error.Status >= StatusCodes.Status500InternalServerError ? "Receiver" : "Sender";
        return new(error.Status, Encoding.UTF8.GetBytes(
            $"<ErrorResponse xmlns=\"{xmlNamespace}\"><Error><Type>{fault}</Type><Code>{error.QueryCode ?? error.Type}</Code>"
            + $"<Message>{SecurityElement.Escape(error.Message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>"))
        {
            ContentType = ContentType,
            ErrorType = error.QueryCode ?? error.Type,
        };
    }
}
