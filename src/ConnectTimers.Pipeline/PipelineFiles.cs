using System.Management.Automation.Runspaces;

namespace ConnectTimers.Pipeline;

/// <summary>
/// The files of the run in a runspace: the journal that it writes, and the file that it reads. A pipeline begins all its commands before the first
/// of them reads its input, so an import can see that it would read what the run writes.
/// </summary>
internal sealed class PipelineFiles : IDisposable
{
    private static readonly List<PipelineFiles> Open = [];

    private readonly Guid _runspace = CurrentRunspace;

    /// <summary>Begins a run.</summary>
    /// <param name="journal">The full path of its journal; null for none.</param>
    public PipelineFiles(string? journal)
    {
        Journal = journal;
        lock (Open)
        {
            Open.Add(this);
        }
    }

    /// <summary>The full path of the run's journal; null for none.</summary>
    public string? Journal { get; }

    /// <summary>The full path of the first file that was imported; null for none.</summary>
    public string? Source { get; private set; }

    private static Guid CurrentRunspace => Runspace.DefaultRunspace?.InstanceId ?? Guid.Empty;

    /// <summary>Whether a file is the journal of a run in this runspace.</summary>
    /// <param name="file">A full path.</param>
    public static bool IsJournal(string file)
    {
        lock (Open)
        {
            return Open.Exists(f => f._runspace == CurrentRunspace && f.Journal is { } journal && EngineHost.Engine.IsSameFile(journal, file));
        }
    }

    /// <summary>Tells the runs in this runspace that a file is imported.</summary>
    /// <param name="file">A full path.</param>
    public static void BeginImport(string file)
    {
        lock (Open)
        {
            foreach (var files in Open.Where(f => f._runspace == CurrentRunspace))
            {
                files.Source ??= file;
            }
        }
    }

    public void Dispose()
    {
        lock (Open)
        {
            Open.Remove(this);
        }
    }
}
