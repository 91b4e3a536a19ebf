namespace ConnectTimers.Emulator;

/// <summary>The address of UpdateParticipantRoleConfig: which contact it is about.</summary>
internal sealed record UpdatePath(string InstanceId, string ContactId)
{
    /// <summary>The name by which its quota is counted.</summary>
    public const string Operation = "UpdateParticipantRoleConfig";

    // Both limits are those of the API model.
    private const int LongestInstanceId = 100;
    private const int LongestContactId = 256;

    /// <summary>Splits first and decodes then: an id may hold a slash, encoded.</summary>
    /// <exception cref="ServiceException">The request is for no operation known here.</exception>
    public static UpdatePath Of(ServiceRequest request) =>
        request.Method == "PUT" && request.Path.Split('/') is
            ["", "contact", "participant-role-config", { Length: > 0 } instance, { Length: > 0 } contact]
            ? new UpdatePath(Uri.UnescapeDataString(instance), Uri.UnescapeDataString(contact))
            : throw ServiceException.UnknownOperation();

    /// <exception cref="ServiceException">An id is longer than the model allows.</exception>
    public void CheckLengths()
    {
        Check(nameof(InstanceId), InstanceId, LongestInstanceId);
        Check(nameof(ContactId), ContactId, LongestContactId);
    }

    private static void Check(string name, string id, int longest)
    {
        if (id.EnumerateRunes().Count() > longest)
        {
            throw ServiceException.InvalidParameter($"{name} must have at most {longest} characters.");
        }
    }
}
