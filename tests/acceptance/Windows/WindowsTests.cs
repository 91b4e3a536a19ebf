namespace ConnectTimers.Acceptance.Tests.Windows;

/// <summary>The module in the Windows builds of .NET and PowerShell: a night of work, as run.ps1 tells of it.</summary>
public class WindowsTests(WindowsRun run) : IClassFixture<WindowsRun>
{
    [WindowsFact]
    public Task The_shell_is_one_for_windows() => AssertAsync("system", "Win32NT PowerShell 7.6.9");

    [WindowsFact]
    public Task Paths_have_a_drive() => AssertAsync("drive", "True");

    [WindowsFact]
    public Task A_file_with_crlf_is_read() => AssertAsync("imported", "40 of which the last is chat-40 41 50");

    [WindowsFact]
    public async Task A_run_with_a_journal_is_resumed()
    {
        await AssertAsync("first", "25 Accepted");
        await AssertAsync("resumed", "15 Accepted, 25 Skipped");
        await AssertAsync("journal", "40");
    }

    [WindowsFact]
    public Task The_journal_is_locked_against_a_second_process() =>
        AssertAsync("locked", "JournalInUse,ConnectTimers.PowerShell.Commands.SetParticipantRoleConfigCommand");

    [WindowsFact]
    public Task A_report_is_made_of_the_journal() => AssertAsync("report", "True True");

    [WindowsFact]
    public Task Relative_paths_with_blanks_and_brackets_are_taken_as_they_are() => AssertAsync("relative", "True");

    [WindowsFact]
    public Task Open_chats_are_found() => AssertAsync("found", "waiting");

    private async Task AssertAsync(string mark, string expected) => (await run.GetResultAsync()).AssertLines(mark, expected);
}
