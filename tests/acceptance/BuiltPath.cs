using System.Reflection;

namespace ConnectTimers.Acceptance.Tests;

/// <summary>Paths that the build has put into this assembly.</summary>
internal static class BuiltPath
{
    /// <summary>The full path that the project file gives under a key.</summary>
    public static string Of(string key) => Path.GetFullPath(typeof(BuiltPath).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == key).Value!);
}
