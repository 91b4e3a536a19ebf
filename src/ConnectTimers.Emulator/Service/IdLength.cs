namespace ConnectTimers.Emulator;

/// <summary>How long ids may be; the limits are those of the API model, 2017-08-08.</summary>
internal static class IdLength
{
    public const int Instance = 100;
    public const int Contact = 256;
    public const int Agent = 256;

    /// <summary>Counts characters, not UTF-16 units, as the model does.</summary>
    /// <exception cref="ServiceException">The id is empty or too long.</exception>
    public static void Check(string name, string id, int most)
    {
        if (id.Length == 0 || id.EnumerateRunes().Count() > most)
        {
            throw ServiceException.InvalidParameter($"{name} must have 1 to {most} characters.");
        }
    }
}
