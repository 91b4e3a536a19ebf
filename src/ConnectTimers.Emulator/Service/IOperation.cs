namespace ConnectTimers.Emulator;

/// <summary>An operation of the service: which requests are for it, and what it does with one that may pass.</summary>
internal interface IOperation
{
    /// <summary>Its name in the API model, by which its quota is counted.</summary>
    string Name { get; }

    /// <summary>Whether method and path are those of the model.</summary>
    bool IsFor(ServiceRequest request);

    /// <summary>Does what is asked and gives the body of the answer.</summary>
    /// <param name="request">Signed right, and within the quota.</param>
    /// <param name="region">The Region it was signed for.</param>
    /// <exception cref="ServiceException">What is asked cannot be.</exception>
    byte[] CarryOut(ServiceRequest request, string region);
}
