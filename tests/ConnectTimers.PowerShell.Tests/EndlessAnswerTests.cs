using System.Globalization;
using System.Text;
using ConnectTimers.Tests.Support;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Answers without an end, eight at a time, to a real PowerShell.</summary>
public class EndlessAnswerTests
{
    private const int Contacts = 8;
    private const long MostMemory = 200_000_000; // of the whole process, bytes

    [Theory]
    [InlineData("HTTP/1.1 503 Unavailable\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nx-amzn-RequestId: r-1\r\n\r\n")]
    public async Task No_chat_is_accepted_and_the_process_stays_small(string head)
    {
        var garbage = new byte[65536];
        Array.Fill(garbage, (byte)'x');
        using var server = new RawServer(async stream =>
        {
            await RawServer.ReadRequestAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            while (true)
            {
                await stream.WriteAsync(garbage); // until the client hangs up
            }
        });
        var script = $$"""
            param($Module, $Url)
            Import-Module $Module
            $outcomes = 1..{{Contacts}} | ForEach-Object { "c-$_" } |
                Set-ParticipantRoleConfig -InstanceId i-1 -Region eu-west-2 -EndpointUrl $Url -AccessKey AKIDEXAMPLE -SecretKey SECRET `
                    -CustomerIdle 5 -RateLimit 0 -ThrottleLimit 8 -MaxAttempts 1 -MaxMinutes 0.05 -PassThru -ErrorAction SilentlyContinue
            "$(@($outcomes | Where-Object Status -In Failed, Cancelled).Count) $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)"
            """;

        var run = await PwshProcess.RunScriptAsync(script, [Path.Combine(Surroundings.Module, "ConnectTimers.psd1"), server.Endpoint.ToString()]);

        run.AssertSuccess();
        var (failed, memory) = run.Output.Trim().Split('\n')[^1].Split(' ') is [var f, var m] ? (f, long.Parse(m, CultureInfo.InvariantCulture)) : (run.Output, 0);
        Assert.Equal(Contacts.ToString(CultureInfo.InvariantCulture), failed);
        Assert.InRange(memory, 1, MostMemory);
    }
}
