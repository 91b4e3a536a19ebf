using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ConnectTimers.Engine.Aws;

/// <summary>A contact to describe, as the SDK's pipeline carries it.</summary>
internal sealed class DescribeContactRequest(ChatContact contact, ImmutableCredentials credentials) : ConnectRequest(credentials)
{
    public ChatContact Contact => contact;
}

/// <summary>Writes the request of <c>GET /contacts/{InstanceId}/{ContactId}</c> (botocore model 2017-08-08).</summary>
internal sealed class DescribeContactMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly DescribeContactMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var contact = ((DescribeContactRequest)input).Contact;
        var request = ((ConnectRequest)input).OnTheWire("GET", "/contacts/{InstanceId}/{ContactId}", body: null);
        request.AddPathResource("{InstanceId}", contact.InstanceId);
        request.AddPathResource("{ContactId}", contact.ContactId);
        return request;
    }
}

/// <summary>A contact, named as in the API model; its members are those of a search, and only what is used.</summary>
internal sealed class DescribeContactResponse : AmazonWebServiceResponse
{
    [JsonRequired]
    public ContactSearchSummary Contact { get; init => field = value ?? throw new JsonException("Contact is null."); } = new();
}
