namespace ConnectTimers.Emulator;

/// <summary>An operation of the service.</summary>
internal interface IOperation
{
    /// <summary>The operation's name in the API model; its quota is counted by it.</summary>
    string Name { get; }

    /// <summary>Whether a request has the operation's method and path.</summary>
    bool IsFor(ServiceRequest request);

    /// <summary>Carries out a call and returns the body of its answer.</summary>
    /// <param name="request">A correctly signed request within the quota.</param>
    /// <param name="region">The Region that the request was signed for.</param>
    /// <exception cref="ServiceException">The call is rejected.</exception>
    byte[] CarryOut(ServiceRequest request, string region);
}

/// <summary>What becomes of a call.</summary>
/// <param name="Outcome">How the call counts.</param>
/// <param name="Reply">The answer; null for the faults that leave the client without one.</param>
/// <param name="Region">The Region that the call was signed for; null if it could not be read.</param>
/// <param name="Fault">The fault that hits the call.</param>
internal sealed record Decision(RequestOutcome Outcome, Reply? Reply, string? Region, InjectedFault Fault)
{
    /// <summary>The status of the answer; 0 without one.</summary>
    public int Status => Reply?.Status ?? 0;
}

/// <summary>Decides what becomes of each call, and carries it out.</summary>
/// <remarks>
/// AWS does not document the order in which a call is checked. The emulator's: address, signature, rate, shape, values,
/// contact; only a correctly signed call counts towards the rate. Each such call takes the next fault, whatever its
/// operation.
/// </remarks>
internal sealed class ConnectService(IReadOnlyList<IOperation> operations, SignatureVerifier signatures, Quotas quotas, FaultInjector faults)
{
    public Decision Decide(ServiceRequest request)
    {
        string? region = null;
        var fault = default(InjectedFault);
        Decision As(RequestOutcome outcome, Reply? reply) => new(outcome, reply, region, fault);
        try
        {
            var operation = operations.FirstOrDefault(one => one.IsFor(request)) ?? throw ServiceException.UnknownOperation();
            var authorization = SigV4Authorization.Parse(request.Header("Authorization"));
            region = authorization.Region;
            signatures.Verify(request, authorization);

            fault = faults.Next();
            if (fault.Kind == FaultKind.Throttle)
            {
                return As(RequestOutcome.Throttled, Reply.Error(ServiceException.Throttled()));
            }

            if (!quotas.TryTake(operation.Name, region))
            {
                fault = fault with { Kind = null };
                return As(RequestOutcome.Throttled, Reply.Error(ServiceException.Throttled()));
            }

            switch (fault.Kind)
            {
                case null:
                    return As(RequestOutcome.Accepted, Reply.Success(operation.CarryOut(request, region)));
                case FaultKind.ResetAfter:
                    operation.CarryOut(request, region);
                    return As(RequestOutcome.Faulted, reply: null);
                case FaultKind.Truncated:
                    return As(RequestOutcome.Faulted, Reply.Truncated(operation.CarryOut(request, region)));
                case FaultKind.InternalError:
                    return As(RequestOutcome.Faulted, Reply.Error(ServiceException.InternalError()));
                case FaultKind.AccessDenied:
                    return As(RequestOutcome.Faulted, Reply.Error(ServiceException.AccessDenied(operation.Name)));
                case FaultKind.Unavailable:
                    return As(RequestOutcome.Faulted, Reply.Unavailable());
                case FaultKind.EmptyError:
                    return As(RequestOutcome.Faulted, Reply.EmptyError());
                default:
                    return As(RequestOutcome.Faulted, reply: null);
            }
        }
        catch (ServiceException error)
        {
            // A fault that breaks an answer off hits calls that succeed; a rejected call gets its error.
            fault = fault with { Kind = null };
            return As(RequestOutcome.Refused, Reply.Error(error));
        }
    }
}
