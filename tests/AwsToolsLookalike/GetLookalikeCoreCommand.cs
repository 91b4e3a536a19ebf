using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using Amazon.Runtime;

namespace ConnectTimers.AwsToolsLookalike;

/// <summary>Writes which AWSSDK.Core this module is bound to: <c>4.0.3.3 Default /path/AWSSDK.Core.dll</c>.</summary>
[Cmdlet(VerbsCommon.Get, "LookalikeCore")]
[OutputType(typeof(string))]
public sealed class GetLookalikeCoreCommand : Cmdlet
{
    protected override void EndProcessing()
    {
        var core = typeof(AWSCredentials).Assembly;

        // The file version: the assembly version is 4.0.0.0 in every Core of this major version.
        var version = core.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;
        WriteObject($"{version} {AssemblyLoadContext.GetLoadContext(core)!.Name} {core.Location}");
    }
}
