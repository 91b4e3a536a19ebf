using System.Text;
using ConnectTimers.Help;

if (args is not [var source, var target])
{
    Console.Error.WriteLine("Usage: ConnectTimers.Help DOCS_HELP_FOLDER OUTPUT_FOLDER");
    return 2;
}

try
{
    var shared = SharedSections.Read(Path.Combine(source, "shared.md"));
    var pages = Directory.GetFiles(source, "*-*.md").Order(StringComparer.Ordinal).Select(path => CmdletPage.Read(path, shared));
    Directory.CreateDirectory(target);
    MamlFile.Write(pages, Path.Combine(target, "ConnectTimers.PowerShell.dll-Help.xml"));
    foreach (var path in Directory.GetFiles(source, "about_*.md"))
    {
        File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(path) + ".help.txt"), AboutTopic.Text(path), new UTF8Encoding(false));
    }

    return 0;
}
catch (InvalidDataException e)
{
    Console.Error.WriteLine(e.Message); // file(line): error HELP: …, as MSBuild shows errors
    return 1;
}
