using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ConnectTimers.Engine.Aws;

/// <summary>A page of instances to list, as the SDK's pipeline carries it.</summary>
internal sealed class ListInstancesRequest(string? nextToken, ImmutableCredentials credentials) : ConnectRequest(credentials)
{
    public string? NextToken => nextToken;
}

/// <summary>Writes the request of <c>GET /instance</c> (botocore model 2017-08-08).</summary>
internal sealed class ListInstancesMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    // The API's limit.
    private const string MaxResults = "10";

    public static readonly ListInstancesMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = ((ConnectRequest)input).OnTheWire("GET", "/instance", body: null);
        request.UseQueryString = true;
        request.Parameters.Add("maxResults", MaxResults);
        if (((ListInstancesRequest)input).NextToken is { } token)
        {
            request.Parameters.Add("nextToken", token);
        }

        return request;
    }
}

/// <summary>A page of instances, named as in the API model; only what is used.</summary>
internal sealed class ListInstancesResponse : AmazonWebServiceResponse
{
    [JsonRequired]
    public IReadOnlyList<InstanceSummary?> InstanceSummaryList { get; init => field = value ?? throw new JsonException("InstanceSummaryList is null."); } = [];

    /// <summary>The way to the next page; null on the last.</summary>
    public string? NextToken { get; init; }
}

/// <summary>An instance; everything in it is optional.</summary>
internal sealed record InstanceSummary(string? Id, string? InstanceAlias);
