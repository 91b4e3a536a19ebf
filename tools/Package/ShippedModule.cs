namespace ConnectTimers.Package;

/// <summary>The module as it ships: its files, in an order that is the same on every machine, and its manifest.</summary>
internal sealed record ShippedModule(Manifest Manifest, IReadOnlyList<ModuleFile> Files)
{
    public const string Name = "ConnectTimers";

    public static ShippedModule Read(string folder) => new(
        Manifest.Read(Path.Combine(folder, Name + ".psd1")),
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new ModuleFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Name, StringComparer.Ordinal)]);

    /// <summary>The folders of assemblies that are compiled ahead, one for each platform; empty when the module is IL alone.</summary>
    public IEnumerable<string> Platforms => Files.Select(file => file.Name.Split('/')).Where(parts => parts is ["deps", _, _]).Select(parts => parts[1]).Distinct();
}

/// <summary>A file of the module: its name in the module's folder, with forward slashes, and where it lies.</summary>
internal sealed record ModuleFile(string Name, string Path);
