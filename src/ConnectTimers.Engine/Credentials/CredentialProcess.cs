using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Engine.Credentials;

/// <summary>A program that prints keys, as credential_process of a profile names it.</summary>
/// <param name="Command">The command line, as the shell takes it.</param>
/// <param name="Profile">The profile's name.</param>
internal sealed record CredentialProcess(string Command, string Profile)
{
    // The documented object has a few hundred characters; a program that goes on printing is not one that prints keys.
    private const int MaxOutput = 1024 * 1024;

    // How long a program that has ended may keep its output open: a child that it left behind has it then.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs the program; ends it and its children when it is given up.</summary>
    /// <exception cref="RunFaultException">It failed, or printed something else.</exception>
    public async Task<IssuedKeys> FetchAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process, process.StandardOutput);
            _ = ReadAsync(process, process.StandardError); // not quoted: a program may print anything
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new RunFaultException(CredentialProblems.CredentialProcessFailed(Profile, $"it ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}"));
            }

            return Keys(await output.WaitAsync(Grace, clock, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException e)
        {
            throw new RunFaultException(CredentialProblems.CredentialProcessFailed(Profile, "it ended, and a program that it had started kept its output open"), e);
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself.
        }
    }

    // Not cancelled: it ends with the program.
    private static async Task<string> ReadAsync(Process process, StreamReader output)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            int read;
            while ((read = await output.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0)
            {
                text.Append(buffer, 0, read);
                if (text.Length > MaxOutput)
                {
                    End(process);
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Given up.
        }

        return text.ToString();
    }

    // Through the shell, as the AWS SDK for .NET runs it: people of AWS.Tools may have pipes and variables in it.
    private Process Start()
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe") { Arguments = $"/c {Command}" } : new ProcessStartInfo("/bin/sh", ["-c", Command]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.CreateNoWindow = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new RunFaultException(CredentialProblems.CredentialProcessFailed(Profile, ForeignText.Message(e.Message)), e);
        }
    }

    private IssuedKeys Keys(string output)
    {
        JsonObject? printed;
        try
        {
            printed = JsonNode.Parse(output) as JsonObject;
        }
        catch (JsonException)
        {
            printed = null; // its message would quote what was printed
        }

        return printed?["Version"] is JsonValue version && version.TryGetValue(out int number) && number == 1 && printed.Text("AccessKeyId") is { } key && printed.Text("SecretAccessKey") is { } secret
            ? IssuedKeys.Of(key, secret, printed.Text("SessionToken"), $"the credential_process of profile {DisplayText.Value(Profile)}", CredentialContext.Time(printed.Text("Expiration")), printed.Text("AccountId"))
            : throw new RunFaultException(CredentialProblems.CredentialProcessFailed(Profile, "it did not print the documented JSON"));
    }
}
