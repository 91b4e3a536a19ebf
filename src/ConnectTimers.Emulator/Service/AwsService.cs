namespace ConnectTimers.Emulator;

/// <summary>An AWS service that the emulator answers for.</summary>
/// <param name="SigningName">The service's name in a signature's scope and in IAM actions.</param>
/// <param name="Protocol">How its answers are written.</param>
/// <param name="Throttled">The error of a call above its quota.</param>
/// <param name="InternalError">The error of a call that the service fails to carry out.</param>
/// <param name="Operations">Its operations.</param>
internal sealed record AwsService(
    string SigningName,
    IProtocol Protocol,
    ServiceException Throttled,
    ServiceException InternalError,
    IReadOnlyList<IOperation> Operations)
{
    /// <summary>The signing name of Amazon Connect.</summary>
    public const string Connect = "connect";

    /// <summary>Whether this is Amazon Connect, whose calls are counted.</summary>
    public bool IsConnect => SigningName == Connect;
}

/// <summary>An operation of a service.</summary>
internal interface IOperation
{
    /// <summary>The operation's name in the API model; its quota and its faults go by it.</summary>
    string Name { get; }

    /// <summary>Whether a request is for this operation.</summary>
    bool IsFor(ServiceRequest request);

    /// <summary>Carries out a call and returns the body of its answer.</summary>
    /// <param name="request">A correctly signed request within the quota.</param>
    /// <param name="caller">Who signed the request.</param>
    /// <param name="cancellationToken">Cancelled when the client or the emulator stops.</param>
    /// <exception cref="ServiceException">The call is rejected.</exception>
    ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken);
}

/// <summary>Who signed a request.</summary>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="Region">The Region of the signature's scope.</param>
/// <param name="Arn">The ARN of the user or the assumed role.</param>
/// <param name="UserId">The user id, as GetCallerIdentity returns it.</param>
/// <param name="IsRole">Whether it is an assumed role.</param>
internal sealed record Caller(string Account, string Region, string Arn, string UserId, bool IsRole);
