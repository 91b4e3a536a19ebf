using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>One of AWS's clients, in its own process.</summary>
internal sealed class SdkClient
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, SdkClient> All = new()
    {
        ["aws-cli"] = new("The AWS CLI", "python3", "aws_cli.py"),
        ["boto3"] = new("boto3", "python3", "boto3_client.py"),
        ["sdk-js"] = new("The AWS SDK for JavaScript", "node", "sdk_js.mjs"),
    };

    private const string SetUp = ".set-up";

    private readonly string _title;
    private readonly string _program;
    private readonly string _script;
    private readonly Task<bool> _isInstalled;

    private SdkClient(string title, string program, string script)
    {
        (_title, _program, _script) = (title, program, script);

        // In parallel, because each takes as long as its program takes to start. Before the set-up none is used: a machine
        // may have any version.
        _isInstalled = File.Exists(Path.Combine(InteropFiles.Folder, SetUp)) ? Task.Run(() => TryAsync("--version")) : Task.FromResult(false);
    }

    /// <summary>Why tests with it are skipped; null if it is installed.</summary>
    public string? Missing => _isInstalled.GetAwaiter().GetResult() ? null : $"{_title} is tested where tests/interop/setup.sh has been run and found it.";

    public static SdkClient Named(string name) => All[name];

    /// <summary>Makes calls and returns the result of each, in order.</summary>
    public async Task<IReadOnlyList<StepResult>> CarryOutAsync(IReadOnlyCollection<Step> steps)
    {
        var (exitCode, output, errors) = await RunAsync(JsonSerializer.Serialize(steps, Options));
        Assert.True(exitCode == 0, errors);
        return JsonSerializer.Deserialize<StepResult[]>(output, Options)!;
    }

    private async Task<bool> TryAsync(string argument)
    {
        try
        {
            return (await RunAsync("", argument)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // The program is not installed.
            return false;
        }
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, [_script, .. arguments])
        {
            WorkingDirectory = InteropFiles.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // One request per call, and no proxy.
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5), TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>A call for a client to make.</summary>
internal sealed record Step(string Name, string Operation, JsonObject Input, string Endpoint)
{
    /// <summary>The service's name in the SDKs.</summary>
    public string Service { get; init; } = "connect";

    public string Region { get; init; } = "eu-west-2";

    public string AccessKey { get; init; } = "AKIDEXAMPLE";

    public string SecretKey { get; init; } = "SECRET";

    public string? SessionToken { get; init; }

    public static Step Of(InteropCase from, ConnectEmulator emulator) =>
        new(from.Name, from.Operation, from.Input, emulator.Endpoint.GetLeftPart(UriPartial.Authority));
}

/// <summary>The result of a call.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="Error">The name of the error; null for a success.</param>
/// <param name="Typed">Whether the client raised the error as a type of its own.</param>
/// <param name="Contacts">The ids that a search found.</param>
/// <param name="Unknown">Whether the installed version does not have the operation; nothing was sent.</param>
/// <param name="Answer">The answer as the client read it, with times as text; null from clients that do not return it.</param>
internal sealed record StepResult(string Name, string? Error, bool Typed, string[]? Contacts, bool Unknown, JsonObject? Answer);
