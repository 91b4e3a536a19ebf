using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>What a message says to do next names only parameters that the cmdlet has which shows it, or names the cmdlet that has them.</summary>
public class AdviceTests
{
    private static readonly string[] Input = ["Set-ParticipantRoleConfig", "Test-ParticipantRoleConfig"];
    private static readonly string[] Calls =
        ["Set-ParticipantRoleConfig", "Undo-ParticipantRoleConfig", "Find-ChatContact", "Get-ChatContact", "Watch-ChatContact"];

    // The cmdlets that can show a problem whose text names a parameter without its cmdlet. A text of a file that is not here names none.
    private static readonly Dictionary<string, string[]> ShownBy = new()
    {
        ["ChatStateProblems"] = Input,
        ["ColumnProblems"] = [.. Input, "Import-ParticipantRoleConfig", "New-ParticipantTimer"],
        ["PathProblems.FileNotFound"] = ["Import-ParticipantRoleConfig"],
        ["PathProblems.NoFileMatches"] = ["Import-ParticipantRoleConfig"],
        ["PathProblems.JournalIsInput"] = ["Set-ParticipantRoleConfig"],
        ["PathProblems.JournalNotFound"] = ["Undo-ParticipantRoleConfig", "Get-ParticipantRoleConfigJournal", "Export-ParticipantRoleConfigReport"],
        ["InputProblems.RunNotFound"] = ["Undo-ParticipantRoleConfig", "Get-ParticipantRoleConfigJournal"],
        ["InputProblems.MissingId"] = [.. Input, "Import-ParticipantRoleConfig", "Find-ChatContact", "Get-ChatContact", "Watch-ChatContact"],
        ["InputProblems.InvalidLast"] = ["Find-ChatContact"],
        ["InputProblems.EmptyTimerList"] = Input,
        ["InputProblems.NothingToSet"] = Input,
        ["InputProblems.NoTimers"] = Input,
        ["InputProblems.UnknownMeaning"] = ["Import-ParticipantRoleConfig"],
        ["InputProblems.InvalidColumnName"] = ["Import-ParticipantRoleConfig"],
        ["InputProblems.ColumnMappedTwice"] = ["Import-ParticipantRoleConfig"],
        ["InputProblems.MeaningMappedTwice"] = ["Import-ParticipantRoleConfig"],
        ["InputProblems.NoSuchColumn"] = ["Import-ParticipantRoleConfig"],
        ["InputProblems.InvalidCredential"] = Calls,
        ["InputProblems.JournalPathMissing"] = ["Set-ParticipantRoleConfig"],
        ["InputProblems.JournalPropertyTaken"] = ["Set-ParticipantRoleConfig"],
        ["InputProblems.JournalPropertySecret"] = ["Set-ParticipantRoleConfig"],
        ["RoleProblems"] = Calls,
        ["CredentialProblems"] = Calls,
        ["ConfigurationProblems"] = Calls,
        ["QueueProblems"] = ["Watch-ChatContact"],
        ["RunProblems.NoRegion"] = ["Set-ParticipantRoleConfig", "Find-ChatContact", "Get-ChatContact", "Watch-ChatContact"],
        ["RunProblems.TimeLimitReached"] = ["Set-ParticipantRoleConfig", "Undo-ParticipantRoleConfig", "Watch-ChatContact"],
        ["RunProblems.Stalled"] = Calls,
        ["ImportProblems"] = ["Import-ParticipantRoleConfig"],
        ["JournalProblems"] = ["Set-ParticipantRoleConfig", "Undo-ParticipantRoleConfig"],
        ["ReportProblems"] = ["Export-ParticipantRoleConfigReport"],
        ["SearchProblems.SinceInFuture"] = ["Find-ChatContact"],
    };

    [Fact]
    public void No_problem_names_a_parameter_that_the_cmdlet_lacks()
    {
        using var hosted = new Hosted();
        var ours = hosted.Run("Get-Command -Module ConnectTimers").Output.Select(o => (CommandInfo)o.BaseObject).ToDictionary(c => c.Name);
        List<string> complaints = [];
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Surroundings.Built("RepositoryRoot"), "src"), "*Problems.cs", SearchOption.AllDirectories))
        {
            var type = Path.GetFileNameWithoutExtension(file);
            var method = "";
            foreach (var line in File.ReadLines(file).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            {
                method = Regex.Match(line, @"static Problem\w* (\w+)\(") is { Success: true } match ? match.Groups[1].Value : line.Contains(" const ", StringComparison.Ordinal) ? "" : method;
                foreach (var text in Regex.Matches(line, "\"((?:[^\"\\\\]|\\\\.)*)\"").Select(m => m.Groups[1].Value))
                {
                    foreach (var (cmdlet, parameter) in Mentions(text))
                    {
                        seen++;
                        var shownBy = cmdlet is not null ? [cmdlet]
                            : ShownBy.GetValueOrDefault($"{type}.{method}") ?? ShownBy.GetValueOrDefault(type) ?? ["no cmdlet is listed for it"];
                        complaints.AddRange(shownBy.Where(c => IsOurs(c) && !(ours.TryGetValue(c, out var command) && command.Parameters.ContainsKey(parameter)))
                            .Select(c => $"{type}.{method}: {c} -{parameter}"));
                    }
                }
            }
        }

        Assert.Equal([], complaints);
        Assert.InRange(seen, 50, int.MaxValue);
    }

    // A parameter belongs to the cmdlet that the same sentence names before it; null for the one that shows the text.
    private static IEnumerable<(string? Cmdlet, string Parameter)> Mentions(string text) =>
        text.Split(['.', ';', ':']).SelectMany(sentence => Regex.Matches(sentence, @"(?<![\w-])-([A-Z]\w+)").Select(m =>
            (Regex.Matches(sentence[..m.Index], @"\b[A-Z]\w+-[A-Z]\w+").LastOrDefault()?.Value, m.Groups[1].Value)))
            .Where(mention => mention.Item2 != "NonInteractive"); // pwsh's own

    // Import-Csv -Delimiter is PowerShell's own affair.
    private static bool IsOurs(string cmdlet) => !Regex.IsMatch(cmdlet, "^(Import|Export|ConvertFrom|ConvertTo|Get|Select|Out|New)-(Csv|Content|Object|File|Json|Clixml|TimeSpan)$");
}
