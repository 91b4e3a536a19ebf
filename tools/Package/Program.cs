// ConnectTimers.Package [MODULE OUTPUT]: packs the module in the folder MODULE into the folder OUTPUT; without them out/ConnectTimers/
// into out/, which a Debug build does not do. Says what it wrote.
using System.Reflection;
using ConnectTimers.Package;

var built = Path.GetFullPath(typeof(Manifest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModuleOutput").Value!);
if (args.Length == 0 && typeof(Manifest).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration != "Release")
{
    // The module was built in the same configuration just now.
    Console.Error.WriteLine("What ships is a Release build: dotnet run -c Release --project tools/Package");
    return 1;
}

var (folder, output) = args switch
{
    [] => (built, Path.Combine(built, "..")),
    [var given, var into] => (given, into),
    _ => throw new ArgumentException("Usage: ConnectTimers.Package [MODULE OUTPUT]"),
};

var module = ShippedModule.Read(Path.GetFullPath(folder));
var packed = Path.Combine(Path.GetFullPath(output), $"{ShippedModule.Name}.{module.Manifest.Version}");
Write(packed + ".nupkg", stream => Nupkg.Write(module, stream));
Write(packed + ".zip", stream => Zip.Write(module, stream));
Console.WriteLine(module.Platforms.Any()
    ? $"Compiled ahead for {string.Join(", ", module.Platforms)}."
    : "Nothing is compiled ahead: the module works, and starts more slowly. A Release build on Linux x64 makes the images.");
return 0;

void Write(string path, Action<Stream> write)
{
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    using (var stream = File.Create(path))
    {
        write(stream);
    }

    Console.WriteLine(Summary.Of(path));
}
