namespace ConnectTimers.Acceptance.Tests;

/// <summary>Whatever keeps an It from running is a result that has not passed.</summary>
public class PesterRunTests
{
    [Fact]
    public async Task No_it_drops_out_of_the_results()
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            Write("Blocks", """
                Describe 'd' {
                    It 'case <_>' -ForEach 1, 2 { $_ | Should -Be 1 -Because 'of the test' }
                    It 'no case' -ForEach @() -AllowNullOrEmptyForEach { }
                    It 'skipped' -Skip { }
                    Context 'before' {
                        BeforeAll { throw 'set-up' }
                        It 'behind it' { }
                    }
                    Context 'after' {
                        AfterAll { throw 'clean-up' }
                        It 'in front of it' { }
                    }
                }
                """);
            Write("Syntax", "Describe 'd' { It 'cannot be parsed' { if ( } }");
            Write("Throws", "throw 'early'; Describe 'd' { It 'is not reached' { } }");
            Write("Empty", "");

            var results = await PesterRun.RunAsync(folder.FullName);

            Assert.Equal([
                "Blocks:11 Passed d.after.in front of it",
                "Blocks:2 Failed d.case 2",
                "Blocks:2 Passed d.case 1",
                "Blocks:3 NotRun Blocks.Tests.ps1 'no case'",
                "Blocks:4 Skipped d.skipped",
                "Blocks:5 Failed d.before, before or after its tests",
                "Blocks:7 Failed d.before.behind it",
                "Blocks:9 Failed d.after, before or after its tests",
                "Empty:1 NotRun Empty.Tests.ps1 has no It",
                "Syntax:1 Failed Syntax.Tests.ps1, before its tests",
                "Syntax:1 NotRun Syntax.Tests.ps1 'cannot be parsed'",
                "Throws:1 Failed Throws.Tests.ps1, before its tests",
                "Throws:1 NotRun Throws.Tests.ps1 'is not reached'",
            ], results.Select(r => $"{r.File[..^".Tests.ps1".Length]}:{r.Line} {r.Result} {r.Name}").Order(StringComparer.Ordinal));
            Assert.Contains("Expected 1, because of the test, but got 2.", Error("d.case 2"), StringComparison.Ordinal);
            Assert.Contains("set-up", Error("d.before, before or after its tests"), StringComparison.Ordinal);
            Assert.Contains("Missing condition", Error("Syntax.Tests.ps1, before its tests"), StringComparison.Ordinal);

            string? Error(string name) => results.Single(r => r.Name == name).Error;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name + ".Tests.ps1"), text);
    }
}
