using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// Every script, and what pages show: it parses, and what it names of ours exists. The Pester files are run as they are; here no cmdlet may
/// be without one.
/// </summary>
public class ScriptsTests
{
    private const string PesterFolder = "tests/acceptance";

    private static readonly string Root = Surroundings.Built("RepositoryRoot");

    public static TheoryData<string> Scripts => [.. Files("examples"), "build.ps1"];

    public static TheoryData<string> Pages => ["README.md", "CONTRIBUTING.md", .. Files("docs", "*.md"), .. Files("examples", "*.md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_on_a_page_parse_and_use_only_existing_commands_and_parameters(string page)
    {
        using var hosted = new Hosted();
        var ours = Ours(hosted);

        Assert.Equal([], Regex.Matches(File.ReadAllText(Path.Combine(Root, page)), "^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .SelectMany(block => Complaints(block.Groups[1].Value, ours)));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses_and_uses_only_existing_commands_and_parameters(string script)
    {
        using var hosted = new Hosted();

        Assert.Equal([], Complaints(File.ReadAllText(Path.Combine(Root, script)), Ours(hosted)));
    }

    [Fact]
    public void Every_cmdlet_has_a_pester_file_that_calls_it()
    {
        using var hosted = new Hosted();

        foreach (var name in Ours(hosted).Keys)
        {
            var calls = Parse(File.ReadAllText(Path.Combine(Root, PesterFolder, name + ".Tests.ps1")), []).FindAll(a => a is CommandAst, true);
            Assert.Contains(calls, call => ((CommandAst)call).GetCommandName() == name);
        }
    }

    [Theory]
    [InlineData("'a' | Set-ParticipantRoleConfig -CustomerIdel 5", "Set-ParticipantRoleConfig -CustomerIdel")]
    [InlineData("{ 1..2 | ForEach-Object { ConnectTimers\\New-ParticipantTimer Agent Idle -Minuets:5 } } | Should -Throw", "ConnectTimers\\New-ParticipantTimer -Minuets")]
    [InlineData("Set-ParticipantRoleConfig -Customer 5", "Set-ParticipantRoleConfig -Customer")] // could be two of them
    [InlineData("Get-ParticipantTimer", "Get-ParticipantTimer")]
    [InlineData("Get-Help Repair-participantroleconfig", "Repair-participantroleconfig")]
    [InlineData("if (", "Missing condition in if statement after 'if ('.")]
    public void Unknown_commands_and_parameters_are_found(string script, string complaint)
    {
        using var hosted = new Hosted();

        Assert.Contains(complaint, Complaints(script, Ours(hosted)));
    }

    [Theory]
    [InlineData("set-participantroleconfig -id a -WhatIf -CustomerI:5 @connect -ErrorAction Stop -Chat_ParticipantTimerConfigList $t")]
    [InlineData("Import-Csv $path | New-ParticipantTimer -TimerType Idle -ev problems; Start-Process x -Nonsense")]
    [InlineData("Get-StoredTimer $emulator; 'Set-ParticipantRoleConfig sets them'")]
    public void Existing_commands_and_parameters_are_not_reported(string script)
    {
        using var hosted = new Hosted();

        Assert.Equal([], Complaints(script, Ours(hosted)));
    }

    private static Dictionary<string, CommandInfo> Ours(Hosted hosted) => hosted.Run("Get-Command -Module ConnectTimers").Output
        .Select(o => (CommandInfo)o.BaseObject).ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    private static List<string> Complaints(string script, Dictionary<string, CommandInfo> ours)
    {
        List<string> complaints = [];
        var ast = Parse(script, complaints);
        var nouns = ours.Keys.Select(Noun).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // Not only where they are called: Get-Help and Describe name them as well.
        complaints.AddRange(ast.FindAll(a => a is StringConstantExpressionAst, true).Select(a => ((StringConstantExpressionAst)a).Value)
            .Where(word => nouns.Contains(Noun(word)) && !ours.ContainsKey(Unqualified(word))));
        foreach (var parameter in ast.FindAll(a => a is CommandParameterAst, true).Cast<CommandParameterAst>())
        {
            var name = ((CommandAst)parameter.Parent).GetCommandName();
            if (name is not null && ours.TryGetValue(Unqualified(name), out var command) && !Takes(command, parameter.ParameterName))
            {
                complaints.Add($"{name} -{parameter.ParameterName}");
            }
        }

        return complaints;
    }

    private static ScriptBlockAst Parse(string script, List<string> complaints)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        complaints.AddRange(errors.Select(e => e.Message));
        return ast;
    }

    // By PowerShell itself: the name, an alias, or as much of either as is unambiguous.
    private static bool Takes(CommandInfo command, string parameter)
    {
        try
        {
            return command.ResolveParameter(parameter) is not null;
        }
        catch (ParameterBindingException)
        {
            return false;
        }
    }

    private static string Unqualified(string name) => name[(name.LastIndexOf('\\') + 1)..];

    private static string Noun(string name) => name.Split('-') is [_, var noun] ? noun : "";

    private static IEnumerable<string> Files(string folder, string pattern = "*.ps1") => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Split('/').Any(part => part is "bin" or "obj")).Order(StringComparer.Ordinal);
}
