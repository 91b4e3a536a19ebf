namespace ConnectTimers.Engine;

/// <summary>Tells a file that another has opened and does not share from all else that can go wrong with a file.</summary>
internal static class SharingViolation
{
    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of macOS, which .NET passes on as they are.
    private static readonly int[] Codes = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Whether it is one.</summary>
    public static bool Is(IOException exception) => Codes.Contains(exception.HResult);
}
