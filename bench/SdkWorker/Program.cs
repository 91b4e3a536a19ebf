using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Roles;
using ConnectTimers.Bench.SdkWorker;

// Sends the bench's calls with AWSSDK.Core and its own retries: one client, as many calls in flight as the order says.
if (args is ["--version"])
{
    Console.WriteLine($"AWSSDK.Core {UpdateConfig.SdkVersion}, .NET {Environment.Version}");
    return;
}

var go = Parent.Listen(() => Environment.Exit(1));
var order = Wire.Read<WorkOrder>(args[0]);
using var sender = new Sender(order);
foreach (var round in order.WarmUp())
{
    await sender.SendAsync(round);
}

Parent.Say(Worker.Ready, new WorkerVersions(null, null));
await go;
Parent.Say(Worker.Done, await sender.SendAsync(order));
