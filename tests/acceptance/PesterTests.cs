namespace ConnectTimers.Acceptance.Tests;

/// <summary>The Pester files of this folder, run once in a real PowerShell: each It is a test result of its own.</summary>
public class PesterTests
{
    public static TheoryData<PesterResult> Results => [.. PesterRun.Results];

    // Not enumerated when tests are listed: the names are known when Pester has run.
    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void It(PesterResult result) => Assert.True(result.Result == "Passed", $"{result.Result} in {result.File}:{result.Line}\n{result.Error}");
}
