namespace ConnectTimers.Emulator;

/// <summary>The address of UpdateParticipantRoleConfig: which contact it is about.</summary>
internal sealed record UpdatePath(string InstanceId, string ContactId)
{
    /// <summary>Splits first and decodes then: an id may hold a slash, encoded. Null for any other address.</summary>
    public static UpdatePath? Find(ServiceRequest request) =>
        request.Method == "PUT" && request.Path.Split('/') is
            ["", "contact", "participant-role-config", { Length: > 0 } instance, { Length: > 0 } contact]
            ? new UpdatePath(Uri.UnescapeDataString(instance), Uri.UnescapeDataString(contact))
            : null;

    /// <exception cref="ServiceException">An id is longer than the model allows.</exception>
    public void CheckLengths()
    {
        IdLength.Check(nameof(InstanceId), InstanceId, IdLength.Instance);
        IdLength.Check(nameof(ContactId), ContactId, IdLength.Contact);
    }
}
