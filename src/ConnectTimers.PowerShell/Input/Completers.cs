using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ConnectTimers.PowerShell.Isolation;

namespace ConnectTimers.PowerShell.Input;

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

        var journal = EngineHost.Engine.ReadJournal(Path.IsPathRooted(path) ? path : Path.Combine(Runspace.DefaultRunspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath, path));
        _ = journal.ReadContacts(CancellationToken.None);
        return journal.Runs.Reverse();
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
