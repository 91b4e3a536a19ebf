using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConnectTimers.Engine.Journal;

/// <summary>Tells whether two paths lead to one file: through links of both kinds, or by other mounts.</summary>
internal static class FileIdentity
{
    /// <summary>Whether both exist and are one file.</summary>
    /// <param name="first">A full path.</param>
    /// <param name="second">A full path.</param>
    public static bool IsSame(string first, string second)
    {
        try
        {
            var (a, b) = (Target(first), Target(second));
            if (!a.Exists || !b.Exists)
            {
                return false;
            }

            return IdOf(a.FullName) is { } id && IdOf(b.FullName) is { } other ? id == other : LooksSame(a, b);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // opening them tells why
        }
    }

    /// <summary>
    /// Compares two files by path, length and times, where there are no file ids. A copy that kept its times counts as the same file: refusing one
    /// file too many is better than a run that reads its own lines without end.
    /// </summary>
    internal static bool LooksSame(FileInfo a, FileInfo b) => a.FullName == b.FullName
        || (a.Length == b.Length && a.CreationTimeUtc == b.CreationTimeUtc && a.LastWriteTimeUtc == b.LastWriteTimeUtc);

    private static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
    }

    // The ids of volume and file; null if the system does not return them.
    private static (ulong Volume, ulong File)? IdOf(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? WindowsId(path) : OperatingSystem.IsLinux() ? LinuxId(path) : OperatingSystem.IsMacOS() ? MacId(path) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // the C library has no statx
        }
    }

    private static (ulong, ulong)? LinuxId(string path) =>
        StatX(CurrentFolder, path, 0, InodeOnly, out var found) == 0 && (found.Mask & InodeOnly) != 0
            ? ((ulong)found.DeviceMajor << 32 | found.DeviceMinor, found.Inode) : null;

    private static (ulong, ulong)? MacId(string path)
    {
        // On x64, plain stat is the function with 32-bit inodes (macOS, stat(2)).
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Stat64(path, out var found) : Stat(path, out found);
        return result == 0 ? (found.Device, found.Inode) : null;
    }

    private static (ulong, ulong)? WindowsId(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GetFileInformationByHandle(file, out var found) ? (found.Volume, (ulong)found.IndexHigh << 32 | found.IndexLow) : null;
    }

    // Constants of statx(2).
    private const int CurrentFolder = -100; // AT_FDCWD; all paths are full
    private const uint InodeOnly = 0x100; // STATX_INO

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPStr)] string path, int flags, uint mask, out LinuxStatus status);

    [DllImport("libc", EntryPoint = "stat", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPStr)] string path, out MacStatus status);

    [DllImport("libc", EntryPoint = "stat$INODE64", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat64([MarshalAs(UnmanagedType.LPStr)] string path, out MacStatus status);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, out WindowsStatus status);

    // struct statx, the same on all architectures.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStatus
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    // struct stat with 64-bit inodes.
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct MacStatus
    {
        [FieldOffset(0)]
        public uint Device;

        [FieldOffset(8)]
        public ulong Inode;
    }

    // BY_HANDLE_FILE_INFORMATION.
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct WindowsStatus
    {
        [FieldOffset(28)]
        public uint Volume;

        [FieldOffset(44)]
        public uint IndexHigh;

        [FieldOffset(48)]
        public uint IndexLow;
    }
}
