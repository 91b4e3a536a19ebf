using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Measurements;

/// <summary>One of AWS's own clients, as a program that takes a worker's orders.</summary>
/// <param name="Name">As the rows call it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Script">A file in bench/clients/, the program's first argument; null for a program that needs none.</param>
internal sealed record OtherClient(string Name, string Program, string? Script)
{
    // Windows' own python3 opens a shop.
    private static readonly string Python = OperatingSystem.IsWindows() ? "python" : "python3";

    public static OtherClient AwsCli { get; } = new("AWS CLI", Python, "aws_cli_worker.py");

    public static OtherClient Boto3 { get; } = new("boto3", Python, "boto3_worker.py");

    public static OtherClient JavaScript { get; } = new("SDK for JavaScript", "node", "sdk_js_worker.mjs");

    public static OtherClient DotNet { get; } = new("SDK for .NET", Outputs.SdkWorker, null);

    private string[] ScriptArgument => Script is null ? [] : [Path.Combine(Outputs.Clients, Script)];

    /// <summary>Which version this machine has.</summary>
    /// <param name="measurement">What goes without it otherwise, for a notice.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when it is not installed; that has been said.</returns>
    public async Task<string?> FindVersionAsync(string measurement, CancellationToken stop)
    {
        try
        {
            if (await Installed.RunAsync(Program, [.. ScriptArgument, "--version"], stop) is { } run)
            {
                return run.Output;
            }
        }
        catch (BenchException)
        {
            // The program is there and what the script needs is not.
        }

        Console.Error.WriteLine($"{measurement}: {Name} is not installed and is left out; bench/clients/setup.sh says what is missing.");
        return null;
    }

    public Child Start(WorkOrder order) => Child.StartProgram(Name, Program, [.. ScriptArgument, Wire.Write(order)]);
}
