namespace ConnectTimers.Engine.Aws;

/// <summary>What a run sends through: the services of the Regions, as one identity.</summary>
internal interface IConnection
{
    /// <summary>The Region of configs that name none: the named profile's or the environment's; null when neither has one.</summary>
    string? DefaultRegion { get; }

    /// <summary>The service in a Region.</summary>
    /// <exception cref="RunFaultException">Its address cannot be used.</exception>
    IConnectService In(string region);
}

/// <summary>Amazon Connect in one Region: as narrow as the engine needs, so that another client can take its place in one file.</summary>
internal interface IConnectService
{
    /// <summary>Where the calls go; calls to one address in one Region share one quota.</summary>
    string Endpoint { get; }

    /// <summary>Makes one attempt. Failures are answers; only a cancelled token throws.</summary>
    Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken);
}

/// <summary>What came back of one attempt.</summary>
/// <param name="RequestId">The service's id of the request, where it gave one.</param>
/// <param name="Problem">What went wrong; null when the service took the call.</param>
/// <param name="EndsRun">Whether every other call would end the same way: credentials refused.</param>
internal readonly record struct Answer(string? RequestId, Problem? Problem = null, bool EndsRun = false);
