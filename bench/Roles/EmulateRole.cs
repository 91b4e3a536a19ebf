using ConnectTimers.Bench.Processes;
using ConnectTimers.Emulator;

namespace ConnectTimers.Bench.Roles;

/// <summary>The emulator in a process of its own, so that its work is not the module's.</summary>
internal static class EmulateRole
{
    public const string Name = "emulate";

    /// <summary>What the emulator says before its address.</summary>
    public const string Listening = "listening on";

    public static async Task<int> RunAsync(IReadOnlyList<string> options)
    {
        using var stop = new CancellationTokenSource();
        _ = Parent.Listen(stop.Cancel);
        return await EmulatorCommand.RunAsync(options, Console.Out, Console.Error, stop.Token);
    }
}
