namespace ConnectTimers.Abstractions;

/// <summary>As whom and where the calls of a run or search go, known before anything is sent. Contains no secret.</summary>
public sealed class ConnectionDescription
{
    /// <summary>Describes a connection.</summary>
    /// <param name="credentials">The credentials and what named them: <c>profile 'ops' (-ProfileName)</c>.</param>
    public ConnectionDescription(string credentials) => Credentials = credentials;

    /// <summary>The credentials and what named them.</summary>
    public string Credentials { get; }

    /// <summary>The account; null if unknown.</summary>
    public string? AccountId { get; init; }

    /// <summary>The ARN of the user or role; null if unknown.</summary>
    public string? Principal { get; init; }

    /// <summary>The id of the access key, which is no secret; null if not yet known.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The Region of calls that name none; null if not yet known.</summary>
    public string? Region { get; init; }

    /// <summary>What named the Region; null if not yet known.</summary>
    public string? RegionSource { get; init; }

    /// <summary>The address of the calls to that Region; null if not yet known.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What named the address; <c>AWS</c> for AWS's own.</summary>
    public string? EndpointSource { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Calls are made with {Credentials}, {(Principal is null ? "" : $"as {Principal}, ")}in {(AccountId is null ? "an account that is not looked up" : $"account {AccountId}")}. "
        + (Region is null ? "The Region comes from the input." : $"Region: {Region} ({RegionSource}). Endpoint: {Endpoint} ({EndpointSource}).");
}
