using System.Runtime.InteropServices;
using ConnectTimers.Emulator;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await EmulatorCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);

void Stop(PosixSignalContext signal)
{
    // Not the default action: the process ends by itself once the port is closed.
    signal.Cancel = true;
    stop.Cancel();
}
