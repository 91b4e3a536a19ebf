using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;
using ConnectTimers.Engine.Credentials;

namespace ConnectTimers.Engine.Aws;

/// <summary>A request and what it is signed with. The name of a type without "Request" is what the SDK logs and tells the service as the operation.</summary>
internal abstract class ConnectRequest : AmazonWebServiceRequest
{
    // AWS's form for a library on top of an SDK; CloudTrail shows it, so an account's owner can tell these calls from others.
    private static readonly string Library = $"lib/ConnectTimers#{typeof(ConnectRequest).Assembly.GetName().Version!.ToString(3)}";

    protected ConnectRequest(ImmutableCredentials credentials)
    {
        Credentials = new FixedCredentials(credentials);
        ((IAmazonWebServiceRequest)this).UserAgentDetails.AddUserAgentComponent(Library);
    }

    public AWSCredentials Credentials { get; }

    /// <summary>The request as the SDK sends it, in restJson1; without a body if that is null.</summary>
    public DefaultRequest OnTheWire(string method, string path, byte[]? body)
    {
        var request = new DefaultRequest(this, "Amazon.Connect") { HttpMethod = method, ResourcePath = path, Content = body };
        if (body is not null)
        {
            // HttpClient sends this header with a body only, and it is signed.
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
        }

        request.Headers[HeaderKeys.XAmzApiVersion] = "2017-08-08";
        return request;
    }
}
