using System.Reflection;
using Xunit.Sdk;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>Runs a theory with a client, or skips it and says how to install the client.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ClientDataAttribute : DataAttribute
{
    private readonly string _name;

    public ClientDataAttribute(string name)
    {
        _name = name;
        Skip = SdkClient.Named(name).Missing;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_name]];
}
