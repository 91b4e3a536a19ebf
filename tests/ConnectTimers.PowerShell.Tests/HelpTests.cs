namespace ConnectTimers.PowerShell.Tests;

/// <summary>The help that ships and the cmdlets that ship say the same.</summary>
public class HelpTests
{
    public static TheoryData<string> Cmdlets => ["Export-ParticipantRoleConfigReport", "Find-ChatContact", "Import-ParticipantRoleConfig", "New-ParticipantTimer", "Set-ParticipantRoleConfig", "Test-ParticipantRoleConfig"];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_has_help_and_no_help_is_of_a_parameter_that_is_not(string cmdlet)
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
    public void Aliases_types_and_pipeline_input_in_the_help_are_the_cmdlets_own(string cmdlet)
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
}
