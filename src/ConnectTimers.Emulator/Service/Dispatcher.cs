namespace ConnectTimers.Emulator;

/// <summary>What becomes of a call.</summary>
/// <param name="Outcome">How the call counts.</param>
/// <param name="Reply">The answer; null for the faults that leave the client without one.</param>
/// <param name="Fault">The fault that hits the call.</param>
internal sealed record Decision(RequestOutcome Outcome, Reply? Reply, InjectedFault Fault)
{
    /// <summary>The operation; null if the request is for none.</summary>
    public string? Operation { get; init; }

    /// <summary>The Region that the call was signed for; null if it could not be read.</summary>
    public string? Region { get; init; }

    /// <summary>The account that signed the call; null if the signature is not valid.</summary>
    public string? Account { get; init; }

    /// <summary>Whether the call was one to Amazon Connect, and so is counted.</summary>
    public bool IsConnect { get; init; }
}

/// <summary>Decides what becomes of each call, and carries it out.</summary>
/// <remarks>
/// AWS does not document the order in which a call is checked. The emulator's: address, signature, rate, shape, values,
/// contact; only a correctly signed call counts towards the rate.
/// </remarks>
/// <param name="services">The services; the last one gets the requests that are for no operation.</param>
/// <param name="signatures">Checks signatures.</param>
/// <param name="quotas">The rate limits.</param>
/// <param name="faults">The faults.</param>
internal sealed class Dispatcher(IReadOnlyList<AwsService> services, SignatureVerifier signatures, Quotas quotas, FaultInjector faults)
{
    /// <param name="request">The request.</param>
    /// <param name="requestId">The id of its answer.</param>
    /// <param name="cancellationToken">Cancelled when the client or the emulator stops; the call then has no answer.</param>
    public async ValueTask<Decision> DecideAsync(ServiceRequest request, string requestId, CancellationToken cancellationToken)
    {
        var (service, operation) = Find(request);
        var decision = new Decision(RequestOutcome.Refused, null, default) { Operation = operation?.Name, IsConnect = service.IsConnect };
        Decision Fail(RequestOutcome outcome, ServiceException error) => decision with { Outcome = outcome, Reply = service.Protocol.Error(error, requestId) };
        Decision Faulted(Reply? reply) => decision with { Outcome = RequestOutcome.Faulted, Reply = reply };
        try
        {
            if (operation is null)
            {
                throw ServiceException.UnknownOperation();
            }

            var authorization = SigV4Authorization.Parse(request.Header("Authorization"));
            decision = decision with { Region = authorization.Region };
            var caller = signatures.Verify(request, authorization, service.SigningName);
            decision = decision with { Account = caller.Account, Fault = faults.Next(service, operation, caller.Account) };
            if (decision.Fault.Kind == FaultKind.Throttle)
            {
                return Fail(RequestOutcome.Throttled, service.Throttled);
            }

            if (!quotas.TryTake(operation.Name, caller))
            {
                decision = decision with { Fault = decision.Fault with { Kind = null } };
                return Fail(RequestOutcome.Throttled, service.Throttled);
            }

            switch (decision.Fault.Kind)
            {
                case null:
                    return decision with { Outcome = RequestOutcome.Accepted, Reply = Succeed(await CarryOutAsync(caller)) };
                case FaultKind.ResetAfter:
                    await CarryOutAsync(caller);
                    return Faulted(reply: null);
                case FaultKind.Truncated:
                    return Faulted(Reply.Truncated(Succeed(await CarryOutAsync(caller))));
                case FaultKind.InternalError:
                    return Fail(RequestOutcome.Faulted, service.InternalError);
                case FaultKind.AccessDenied:
                    return Fail(RequestOutcome.Faulted, ServiceException.AccessDenied($"{service.SigningName}:{operation.Name}"));
                case FaultKind.Unavailable:
                    return Faulted(Reply.Unavailable());
                case FaultKind.EmptyError:
                    return Faulted(Reply.EmptyError());
                default:
                    return Faulted(reply: null);
            }
        }
        catch (ServiceException error)
        {
            // A fault that breaks an answer off hits calls that succeed; a rejected call gets its error.
            decision = decision with { Fault = decision.Fault with { Kind = null } };
            return Fail(RequestOutcome.Refused, error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Faulted(reply: null);
        }

        Reply Succeed(byte[] body) => service.Protocol.Success(operation.Name, body, requestId);

        ValueTask<byte[]> CarryOutAsync(Caller caller) => operation.CarryOutAsync(request, caller, cancellationToken);
    }

    private (AwsService Service, IOperation? Operation) Find(ServiceRequest request)
    {
        foreach (var service in services)
        {
            if (service.Operations.FirstOrDefault(operation => operation.IsFor(request)) is { } operation)
            {
                return (service, operation);
            }
        }

        return (services[^1], null);
    }
}
