using System.Text.RegularExpressions;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The README's first command, without its build.</summary>
public partial class QuickstartTests
{
    private static readonly string Program = Path.Combine(Surroundings.Built("QuickstartOutput"), "Quickstart.dll");

    [Fact]
    public async Task It_shows_each_statement_and_its_numbers_agree()
    {
        var run = await ChildProcess.RunDotnetAsync(Program);

        run.Assert(run.ExitCode == 0, "The quick start failed.");
        run.Assert(run.Output.Contains("PS> Import-Module $ModulePath\n", StringComparison.Ordinal), "The statements are not shown.");
        run.Assert(run.Output.Contains("calls accepted                                 43                 43\n", StringComparison.Ordinal), "Not every chat was set.");
        run.Assert(run.Output.Contains("They agree, timer for timer.\n", StringComparison.Ordinal), "The numbers do not agree.");
        run.Assert(InForce().IsMatch(run.Output), "It does not end with the live chats.");

        // The bad rows of the file, each an error of its own in what PowerShell shows; and nothing else.
        run.Assert(run.Errors.Split("Set-ParticipantRoleConfig: ").Length - 1 == 5, "Another number of errors was expected.");
    }

    [Fact]
    public async Task One_that_is_ended_ends_its_shell()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // whose /proc says which children a process has
        }

        using var quickstart = ChildProcess.StartDotnet(Program);
        SpinWait.SpinUntil(() => quickstart.HasExited || Children(quickstart.Id).Any());
        var shell = Children(quickstart.Id).Single();

        quickstart.Terminate();
        var run = await quickstart.WaitAsync();

        run.Assert(run.ExitCode == 130, "It did not end as an interrupted program does.");
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(shell), TimeSpan.FromSeconds(60)), "Its shell is still running.");
    }

    [GeneratedRegex(@"^\d+ of \d+ chats had their timers when the agent joined\.\n\z", RegexOptions.Multiline)]
    private static partial Regex InForce();

    // A process that has ended stays in /proc as a zombie (Z) until its new parent reaps it.
    private static bool IsRunning(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Children(int id)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{id}/task").SelectMany(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        }
        catch (IOException)
        {
            return []; // it or one of its threads has ended meanwhile
        }
    }
}
