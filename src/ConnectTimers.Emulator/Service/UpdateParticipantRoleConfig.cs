namespace ConnectTimers.Emulator;

/// <summary>Stores timers for a contact.</summary>
internal sealed class UpdateParticipantRoleConfig(ContactBook contacts) : IOperation
{
    public string Name => nameof(UpdateParticipantRoleConfig);

    public bool IsFor(ServiceRequest request) => UpdatePath.Find(request) is not null;

    public byte[] CarryOut(ServiceRequest request, string region)
    {
        var path = UpdatePath.Find(request)!;
        path.CheckLengths();
        contacts.Store(path.InstanceId, path.ContactId, UpdateBody.Read(request.Body));
        return [];
    }
}
