using System.Management.Automation;

namespace ConnectTimers.Bench.Roles;

/// <summary>Writes objects and does nothing else: what a pipeline costs by itself.</summary>
[Cmdlet(VerbsCommunications.Write, "BenchObject")]
public sealed class WriteBenchObjectCommand : Cmdlet
{
    /// <summary>How many.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        for (var i = 0; i < Count; i++)
        {
            WriteObject(new Written(i));
        }
    }

    private sealed record Written(int Number);
}
