using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Completes a parameter with words of a list; other values may be typed as well.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var prefix = wordToComplete.Trim('\'', '"');
        try
        {
            return [.. Words(fakeBoundParameters).Where(w => w.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Select(w => new CompletionResult(Quoted(w), w, CompletionResultType.ParameterValue, w))];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return []; // an error text would end up in the command line
        }
    }

    /// <summary>The words.</summary>
    /// <param name="parameters">The parameters typed so far.</param>
    private protected abstract IEnumerable<string> Words(IDictionary parameters);

    /// <summary>The current folder of the session.</summary>
    private protected static string CurrentFolder()
    {
        // The session state itself is closed to others while a pipeline runs, and completion is one.
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Management\\Get-Location").AddParameter("PSProvider", "FileSystem").Invoke<PathInfo>()[0].ProviderPath;
    }

    private static string Quoted(string word) =>
        word.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')) ? $"'{word.Replace("'", "''")}'" : word;
}

/// <summary>Completes the name of an AWS profile.</summary>
public sealed class ProfileNameCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters) => EngineHost.Engine.GetProfileNames(parameters["ProfileLocation"] as string);
}

/// <summary>Completes a run's id with those of the journal that was typed before it.</summary>
public sealed class RunIdCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters)
    {
        if (parameters["JournalPath"] is not string path)
        {
            return [];
        }

        var journal = EngineHost.Engine.ReadJournal(Path.Combine(CurrentFolder(), path));
        _ = journal.ReadContacts(CancellationToken.None);
        return journal.Runs.Reverse();
    }
}

/// <summary>Completes an instance's id with those of the journal that was typed before it, or else of the latest .jsonl file in the current folder.</summary>
public sealed class InstanceIdCompleter : WordCompleter
{
    // The last lines are enough, and a journal may have millions.
    private const int MostBytes = 64 * 1024;

    private protected override IEnumerable<string> Words(IDictionary parameters)
    {
        var folder = CurrentFolder();
        var journal = parameters["JournalPath"] is string typed && File.Exists(Path.Combine(folder, typed)) ? Path.Combine(folder, typed)
            : new DirectoryInfo(folder).EnumerateFiles("*.jsonl").OrderByDescending(f => f.LastWriteTimeUtc).FirstOrDefault()?.FullName;
        return journal is null ? [] : Regex.Matches(ReadEnd(journal), "\"InstanceId\":\"([A-Za-z0-9-]+)\"").Cast<Match>().Select(m => m.Groups[1].Value).Reverse().Distinct();
    }

    private static string ReadEnd(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(0, file.Length - MostBytes);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}

/// <summary>Completes a Region's code with those that the SDK knows.</summary>
public sealed class RegionCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters) => EngineHost.Engine.GetRegions();
}

/// <summary>Completes a participant role.</summary>
public sealed class RoleCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters) => ["Customer", "Agent"];
}

/// <summary>Completes a timer type, in short and as the API spells it.</summary>
public sealed class TimerTypeCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters) => ["Idle", "DisconnectNoncustomer", "DISCONNECT_NONCUSTOMER"];
}

/// <summary>Completes a timer with usual minutes and Unset; it takes any whole number from 2 to 480.</summary>
public sealed class MinutesCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words(IDictionary parameters) =>
        ["2", "3", "5", "10", "15", "20", "30", "45", "60", "90", "120", "240", "480", TimerValue.UnsetWord];
}
