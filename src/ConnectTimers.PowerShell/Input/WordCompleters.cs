using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ConnectTimers.PowerShell.Input;

/// <summary>Completes a parameter that takes one of a few words.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] _words;

    private protected WordCompleter(params string[] words) => _words = words;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        _words.Where(w => w.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(w => new CompletionResult(w));
}

/// <summary>Completes a participant role.</summary>
public sealed class RoleCompleter : WordCompleter
{
    /// <summary>Customer or Agent.</summary>
    public RoleCompleter()
        : base("Customer", "Agent")
    {
    }
}

/// <summary>Completes a timer type.</summary>
public sealed class TimerTypeCompleter : WordCompleter
{
    /// <summary>Idle or DisconnectNoncustomer, also as the API spells it.</summary>
    public TimerTypeCompleter()
        : base("Idle", "DisconnectNoncustomer", "DISCONNECT_NONCUSTOMER")
    {
    }
}

/// <summary>Completes minutes with those that people use, and Unset; any whole number from 2 to 480 may be typed.</summary>
public sealed class MinutesCompleter : WordCompleter
{
    /// <summary>Two minutes to eight hours.</summary>
    public MinutesCompleter()
        : base("2", "3", "5", "10", "15", "20", "30", "45", "60", "90", "120", "240", "480", TimerValue.UnsetWord)
    {
    }
}
