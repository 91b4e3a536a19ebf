using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ConnectTimers.PowerShell.Isolation;

namespace ConnectTimers.PowerShell.Input;

/// <summary>Completes what only the engine knows. Whatever goes wrong there, nobody wants to read it at the prompt.</summary>
public abstract class EngineCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete.Trim('\'', '"');
        try
        {
            return [.. Words(fakeBoundParameters).Where(w => w.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(w => new CompletionResult(w.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')) ? $"'{w.Replace("'", "''")}'" : w, w, CompletionResultType.ParameterValue, w))];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    private protected abstract IEnumerable<string> Words(IDictionary typed);
}

/// <summary>Completes a profile's name.</summary>
public sealed class ProfileNameCompleter : EngineCompleter
{
    private protected override IEnumerable<string> Words(IDictionary typed) => EngineHost.Engine.GetProfileNames(typed["ProfileLocation"] as string);
}

/// <summary>Completes a Region's code; others than the SDK knows may be typed all the same.</summary>
public sealed class RegionCompleter : EngineCompleter
{
    private protected override IEnumerable<string> Words(IDictionary typed) => EngineHost.Engine.GetRegions();
}
