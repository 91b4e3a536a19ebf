using System.Reflection;
using Amazon.Runtime;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>
/// Forgets at the end of a test what the SDK learned about the clock at an address: it remembers for the life of the process, and the
/// next server may get the same port.
/// </summary>
internal sealed class SdkClock(Uri endpoint) : IDisposable
{
    public void Dispose() => typeof(CorrectClockSkew).GetMethod("SetClockCorrectionForEndpoint", BindingFlags.Static | BindingFlags.NonPublic)!
        .Invoke(null, [endpoint.ToString(), TimeSpan.Zero]);
}
