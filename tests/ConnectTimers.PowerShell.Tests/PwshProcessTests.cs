using System.Globalization;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The shell that the tests start is the real one, and what its id says it is.</summary>
public class PwshProcessTests
{
    [Fact]
    public async Task The_output_of_a_script_is_returned_by_stream_with_its_exit_code()
    {
        var run = await PwshProcess.RunScriptAsync(
            """param($A, $B) "out: $A"; [Console]::Error.Write($B); "shell: $($PSVersionTable.PSVersion) $($Host.Name)"; exit 7""", ["a b", "'c'"]);

        Assert.Equal(7, run.ExitCode);
        run.AssertLines("out", "a b");
        run.AssertLines("shell", "7.6.9 ConsoleHost");
        Assert.Equal("'c'", run.Errors);
    }

    [Fact]
    public async Task It_is_killed_by_its_own_id()
    {
        using var pwsh = PwshProcess.StartScript("'ready' | Set-Content ready; while ($true) { }");
        SpinWait.SpinUntil(() => pwsh.HasExited || File.Exists(Path.Combine(pwsh.WorkingDirectory, "ready")));

        pwsh.Kill();

        Assert.Equal(137, (await pwsh.WaitAsync()).ExitCode);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public async Task A_terminal_has_the_width_that_a_test_sets(int width)
    {
        using var pwsh = PwshProcess.Start(["-Command", "\"width: $($Host.UI.RawUI.WindowSize.Width)\"; \"id: $PID\"; Write-Error 'it''s \"red\"'; exit 3"], new() { TerminalWidth = width });
        var id = pwsh.Id;

        var run = await pwsh.WaitAsync();

        Assert.Equal(3, run.ExitCode);
        run.AssertLines("id", id.ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"width: {width}\r\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\x1b[31;1mit's \"red\"", run.Output, StringComparison.Ordinal);
    }
}
