namespace ConnectTimers.Emulator;

/// <summary>Decides what becomes of a call.</summary>
/// <remarks>
/// In which order a call is checked is documented nowhere. The reading taken here is address, signature, rate, shape,
/// values, contact, with only what is signed right counting towards the rate. Every such call draws from the dice, so
/// that the n-th always meets the n-th draw, whatever its operation.
/// </remarks>
internal sealed class ConnectService(IReadOnlyList<IOperation> operations, SignatureCheck signatures, Quotas quotas, FaultDice dice)
{
    public Verdict Decide(ServiceRequest request)
    {
        string? region = null;
        var fault = default(DrawnFault);
        Verdict As(RequestOutcome outcome, Reply? reply) => new(outcome, reply, region, fault);
        try
        {
            var operation = operations.FirstOrDefault(one => one.IsFor(request)) ?? throw ServiceException.UnknownOperation();
            var authorization = SigV4Authorization.Parse(request.Header("Authorization"));
            region = authorization.Region;
            signatures.Verify(request, authorization);

            fault = dice.Draw();
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
            // What breaks an answer off hits calls that succeed; a refusal arrives.
            fault = fault with { Kind = null };
            return As(RequestOutcome.Refused, Reply.Error(error));
        }
    }
}
