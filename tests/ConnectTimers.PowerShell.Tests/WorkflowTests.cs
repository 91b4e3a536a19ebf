using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>CI cannot be run here, so it does nothing but what can: it calls build.ps1.</summary>
public class WorkflowTests
{
    private static readonly string Root = Surroundings.Built("RepositoryRoot");

    public static TheoryData<string> Steps =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Root, ".github/workflows/ci.yml")), @"\brun:(.*)").Select(m => m.Groups[1].Value.Trim())];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_calls_build_ps1_with_parameters_that_it_has(string step)
    {
        var statement = Assert.Single(Parser.ParseInput(step, out _, out _).EndBlock.Statements);
        var call = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(statement).PipelineElements));
        Assert.Equal("./build.ps1", call.GetCommandName());

        var parameters = Parser.ParseFile(Path.Combine(Root, "build.ps1"), out _, out _).ParamBlock.Parameters.ToDictionary(p => p.Name.VariablePath.UserPath);
        foreach (var (given, value) in call.CommandElements.Skip(1).Chunk(2).Select(pair => (Assert.IsType<CommandParameterAst>(pair[0]).ParameterName, pair[1].Extent.Text)))
        {
            Assert.Contains(given, parameters);
            var words = parameters[given].Attributes.OfType<AttributeAst>().Where(a => a.TypeName.Name == "ValidateSet").SelectMany(a => a.PositionalArguments).Select(a => a.SafeGetValue());
            Assert.True(!words.Any() || words.Contains(value), $"-{given} takes no {value}.");
        }
    }
}
