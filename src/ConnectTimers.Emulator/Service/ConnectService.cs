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
        Verdict As(RequestOutcome outcome, ServiceException? error = null) => new(outcome, [], error, region, fault);
        try
        {
            var operation = operations.FirstOrDefault(one => one.IsFor(request)) ?? throw ServiceException.UnknownOperation();
            var authorization = SigV4Authorization.Parse(request.Header("Authorization"));
            region = authorization.Region;
            signatures.Verify(request, authorization);

            fault = dice.Draw();
            if (fault.Kind != FaultKind.Throttle && !quotas.TryTake(operation.Name, region))
            {
                fault = fault with { Kind = null };
                return As(RequestOutcome.Throttled, ServiceException.Throttled());
            }

            switch (fault.Kind)
            {
                case FaultKind.Throttle:
                    return As(RequestOutcome.Throttled, ServiceException.Throttled());
                case FaultKind.InternalError:
                    return As(RequestOutcome.Faulted, ServiceException.InternalError());
                case FaultKind.AccessDenied:
                    return As(RequestOutcome.Faulted, ServiceException.AccessDenied(operation.Name));
                case FaultKind.Reset or FaultKind.Hang:
                    return As(RequestOutcome.Faulted);
            }

            return As(RequestOutcome.Accepted) with { Body = operation.CarryOut(request, region) };
        }
        catch (ServiceException error)
        {
            return As(RequestOutcome.Refused, error);
        }
    }
}
