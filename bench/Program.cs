using System.Runtime.InteropServices;
using ConnectTimers.Bench;
using ConnectTimers.Bench.Roles;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return args switch
{
    // What the bench starts itself as.
    [ModuleRole.Name, var order] => ModuleRole.Run(order),
    [BareRole.Name, var order] => await BareRole.RunAsync(order),
    [EmulateRole.Name, .. var options] => await EmulateRole.RunAsync(options),
    [ReadRole.Name, var order] => ReadRole.Run(order),
    [ServeRole.Name] => await ServeRole.RunAsync(),
    _ => await BenchCommand.RunAsync(args, stop.Token),
};

void Stop(PosixSignalContext signal)
{
    // A child has nothing to tidy up. The bench ends by itself, once its children have.
    signal.Cancel = args is not [ModuleRole.Name or BareRole.Name or EmulateRole.Name or ReadRole.Name or ServeRole.Name, ..];
    stop.Cancel();
}
