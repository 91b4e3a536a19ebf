using System.Runtime.InteropServices;

namespace ConnectTimers.Tests.Support;

/// <summary>Hard links, which .NET cannot create.</summary>
public static class HardLink
{
    /// <summary>Gives a file a second name.</summary>
    public static void Create(string path, string name)
    {
        if (OperatingSystem.IsWindows() ? !CreateHardLinkW(name, path, 0) : Link(path, name) != 0)
        {
            throw new IOException($"Cannot link '{name}' to '{path}': error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPStr)] string path, [MarshalAs(UnmanagedType.LPStr)] string name);

    [DllImport("kernel32", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool CreateHardLinkW(string name, string path, nint attributes);
}
