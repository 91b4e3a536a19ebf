using System.Text.RegularExpressions;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Compares the help that ships with the cmdlets that ship.</summary>
public partial class HelpTests
{
    private static readonly string Pages = Path.Combine(Surroundings.Built("RepositoryRoot"), "docs", "help");

    private static readonly string[] PageNames = [.. Directory.GetFiles(Pages, "*-*.md").Select(page => Path.GetFileNameWithoutExtension(page)!)];

    public static TheoryData<string> Cmdlets => [.. PageNames];

    [Fact]
    public void Every_cmdlet_has_a_page_that_the_list_of_pages_links_to()
    {
        using var hosted = new Hosted();
        var cmdlets = hosted.Run("(Get-Module ConnectTimers).ExportedCommands.Keys").Output.ConvertAll(o => o.ToString()!);
        var list = File.ReadAllText(Path.Combine(Pages, "README.md"));

        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), PageNames.Order(StringComparer.Ordinal));
        Assert.All(cmdlets, cmdlet => Assert.Contains($"[{cmdlet}]({cmdlet}.md)", list, StringComparison.Ordinal));
    }


    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_has_help_and_the_help_has_no_other_parameter(string cmdlet)
    {
        using var hosted = new Hosted();
        var written = hosted.Run($$"""
            $common = [Management.Automation.PSCmdlet]::CommonParameters
            (Get-Command {{cmdlet}}).Parameters.Keys.Where{ $_ -notin $common } -join ' '
            (Get-Help {{cmdlet}} -Parameter *).ForEach{ $_.name } -join ' '
            (Get-Help {{cmdlet}} -Parameter *).Where{ -not $_.description.Text }.ForEach{ $_.name } -join ' '
            (Get-Help {{cmdlet}} -Full).Synopsis
            (Get-Help {{cmdlet}} -Full).examples.example.Count
            """);
        var said = written.Output.ConvertAll(o => o.ToString());

        Assert.Empty(written.Errors);
        Assert.Equal(said[0].Split(' ').Order(), said[1].Split(' ').Order());
        Assert.Equal("", said[2]);
        Assert.EndsWith(".", said[3], StringComparison.Ordinal);
        Assert.InRange(int.Parse(said[4], System.Globalization.CultureInfo.InvariantCulture), 4, 20);
    }

    [Fact]
    public void The_topic_about_the_module_is_found_and_names_every_cmdlet()
    {
        using var hosted = new Hosted();

        var text = Assert.Single(hosted.Run("Get-Help about_ConnectTimers").Output).ToString();

        Assert.DoesNotContain(hosted.Run("(Get-Module ConnectTimers).ExportedCommands.Keys").Output, name => !text.Contains(name.ToString(), StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_in_the_help_has_a_line_for_each_parameter_set(string cmdlet)
    {
        using var hosted = new Hosted();

        var said = hosted.Run($"@((Get-Command {cmdlet}).ParameterSets).Count; @((Get-Help {cmdlet}).syntax.syntaxItem).Count").Output;

        Assert.Equal(said[0].ToString(), said[1].ToString());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_on_the_page_is_that_of_the_cmdlet(string cmdlet)
    {
        using var hosted = new Hosted();
        var written = hosted.Run($$"""
            foreach ($set in (Get-Command {{cmdlet}}).ParameterSets) {
                foreach ($p in $set.Parameters.Where{ $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters }) {
                    $name = $p.Position -lt 0 ? "-$($p.Name)" : "[-$($p.Name)]"
                    $value = $p.ParameterType -eq [switch] ? '' : " <$(([Nullable]::GetUnderlyingType($p.ParameterType) ?? $p.ParameterType).Name)>"
                    "$($set.Name) " + ($p.IsMandatory ? "$name$value" : "[$name$value]")
                }
            }
            """);
        var page = File.ReadAllText(Path.Combine(Pages, cmdlet + ".md"));
        var syntax = page[page.IndexOf("## SYNTAX", StringComparison.Ordinal)..page.IndexOf("## DESCRIPTION", StringComparison.Ordinal)];
        var shown = SyntaxBlock().Matches(syntax).SelectMany(block =>
        {
            var set = block.Groups["set"].Success ? block.Groups["set"].Value : "__AllParameterSets";
            return SyntaxItem().Matches(block.Groups["text"].Value.ReplaceLineEndings("")).Select(item => $"{set} {item.Value}");
        });

        Assert.Empty(written.Errors);
        Assert.Equal(written.Output.ConvertAll(o => o.ToString()).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("## SYNOPSIS\n", "## SUMMARY\n", "Test-ParticipantRoleConfig.md(1): error HELP: The page has no section SYNOPSIS.")]
    [InlineData("shared.md#-timer", "shared.md#-tmier", "error HELP: shared.md has no section #-tmier.")]
    [InlineData("Position: Named\n", "", "error HELP: -Quiet has no line 'Position:' in its yaml block.")]
    [InlineData("# Test-", "# Text-", "error HELP: The page of Test-ParticipantRoleConfig has the heading Text-ParticipantRoleConfig.")]
    public async Task A_page_that_is_not_in_the_schema_fails_the_build(string text, string broken, string error)
    {
        var pages = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            foreach (var name in (string[])["shared.md", "Test-ParticipantRoleConfig.md"])
            {
                var page = File.ReadAllText(Path.Combine(Pages, name)).ReplaceLineEndings("\n");
                File.WriteAllText(Path.Combine(pages.FullName, name), name == "shared.md" ? page : page.Replace(text, broken, StringComparison.Ordinal));
            }

            var result = await ChildProcess.RunDotnetAsync(Surroundings.Built("HelpTool"), pages.FullName, Path.Combine(pages.FullName, "out"));

            Assert.Equal(1, result.ExitCode);
            Assert.Contains(error, result.Errors, StringComparison.Ordinal);
        }
        finally
        {
            pages.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Aliases_types_and_pipeline_input_in_the_help_are_those_of_the_cmdlet(string cmdlet)
    {
        using var hosted = new Hosted();
        var written = hosted.Run($$"""
            foreach ($help in Get-Help {{cmdlet}} -Parameter *) {
                $parameter = (Get-Command {{cmdlet}}).Parameters[$help.name]
                $attribute = $parameter.Attributes.Where{ $_ -is [Management.Automation.ParameterAttribute] }[0]
                $aliases = if ($parameter.Aliases) { $parameter.Aliases -join ', ' } else { 'none' }
                $pipeline = if ($attribute.ValueFromPipeline) { 'True (ByValue)' } elseif ($attribute.ValueFromPipelineByPropertyName) { 'True (ByPropertyName)' } else { 'False' }
                $type = ([Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType).Name
                if ("$aliases; $pipeline; $type; $($attribute.Mandatory); $($attribute.Position -lt 0 ? 'named' : $attribute.Position)" -ne "$($help.aliases); $($help.pipelineInput); $($help.type.name); $($help.required); $($help.position)") {
                    "$($help.name): the cmdlet has $aliases; $pipeline; $type; $($attribute.Mandatory), the help $($help.aliases); $($help.pipelineInput); $($help.type.name); $($help.required)"
                }
            }
            """);

        Assert.Empty(written.Errors);
        Assert.Equal([], written.Output.ConvertAll(o => o.ToString()));
    }

    [GeneratedRegex(@"(### (?<set>\w+)( \(Default\))?\s+)?```\r?\n(?<text>[^`]*)```")]
    private static partial Regex SyntaxBlock();

    // Optional by position, required by position, optional by name, required by name.
    [GeneratedRegex(@"\[\[-\w+\] <[^>]+>\]|\[-\w+\] <[^>]+>|\[-\w+( <[^>]+>)?\]|(?<=\s)-\w+( <[^>]+>)?")]
    private static partial Regex SyntaxItem();
}
