using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace ConnectTimers.Emulator;

/// <summary>Lists the instances of the caller's account.</summary>
internal sealed class ListInstances(InstanceDirectory instances, ContactStore contacts, TimeProvider clock) : IOperation
{
    // The API model's limit; that it is the default too is the emulator's reading.
    private const int MostResults = 10;

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly decimal? _started = ApiModel.ToSeconds(clock.GetUtcNow());

    public string Name => nameof(ListInstances);

    public bool IsFor(ServiceRequest request) => request is { Method: "GET", Path: "/instance" };

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var query = QueryHelpers.ParseQuery(request.Query);
        var size = Number(query.TryGetValue("maxResults", out var most) ? most.ToString() : null, "MaxResults", 1, MostResults) ?? MostResults;
        var from = Number(query.TryGetValue("nextToken", out var token) ? token.ToString() : null, "NextToken", 1, int.MaxValue) ?? 0;
        var all = instances.OfAccount(caller.Account, contacts.InstanceIds());
        var page = all.Skip(from).Take(size).Select(instance => Summary(instance, caller)).ToList();
        var next = from + page.Count < all.Count ? (from + page.Count).ToString(CultureInfo.InvariantCulture) : null;
        return new(JsonSerializer.SerializeToUtf8Bytes(new ListInstancesResponse(page, next), Options));
    }

    private InstanceSummary Summary(EmulatedInstance instance, Caller caller) => new(
        instance.Id,
        Arns.Instance(caller.Region, caller.Account, instance.Id),
        "CONNECT_MANAGED",
        instance.Alias,
        _started,
        $"arn:{Arns.Partition(caller.Region)}:iam::{caller.Account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect",
        "ACTIVE",
        true,
        true,
        $"https://{instance.Alias}.my.connect.aws");

    private static int? Number(string? text, string name, int least, int most) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw ServiceException.InvalidRequest($"{name} is not valid.");
}

/// <summary>The body of ListInstances' answer; a member without a value is absent.</summary>
internal sealed record ListInstancesResponse(IReadOnlyList<InstanceSummary> InstanceSummaryList, string? NextToken);

/// <summary>An instance in that answer; the time is in seconds since 1970.</summary>
internal sealed record InstanceSummary(
    string Id,
    string Arn,
    string IdentityManagementType,
    string InstanceAlias,
    decimal? CreatedTime,
    string ServiceRole,
    string InstanceStatus,
    bool InboundCallsEnabled,
    bool OutboundCallsEnabled,
    string InstanceAccessUrl);
