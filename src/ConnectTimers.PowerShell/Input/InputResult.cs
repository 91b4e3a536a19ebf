using System.Management.Automation;

namespace ConnectTimers.PowerShell.Input;

/// <summary>What became of one or more inputs: exactly one of a config, a refusal, a contact with nothing to set, a blank or repeated input.</summary>
internal sealed class InputResult
{
    /// <summary>How many inputs went into it.</summary>
    public int Inputs { get; init; }

    /// <summary>The configs to send; more than one when several contacts were typed.</summary>
    public IReadOnlyList<ParticipantRoleConfig> Configs { get; init; } = [];

    /// <summary>Contacts for which there is no timer at all.</summary>
    public IReadOnlyList<ChatContact> NothingToSet { get; init; } = [];

    /// <summary>Why the inputs were refused, every reason.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The contacts that were refused, as far as they can be told, each with what is wrong with it.</summary>
    public IReadOnlyList<ParticipantRoleConfigTest> Refusals { get; init; } = [];

    /// <summary>Whether the input asks for nothing: every cell blank, or accepted before.</summary>
    public bool IsBlank { get; init; }

    /// <summary>Whether it was passed over because it is an outcome that says it was accepted.</summary>
    public bool IsAlreadyAccepted { get; init; }

    /// <summary>What to warn of.</summary>
    public string? Warning { get; init; }

    /// <summary>The input itself, for the error record.</summary>
    public object? Target { get; init; }

    /// <summary>Enters it in the books.</summary>
    public void CountIn(RunSummary summary)
    {
        if (Problems.Count > 0)
        {
            summary.CountInvalid(Inputs);
        }
        else if (IsAlreadyAccepted)
        {
            summary.CountAlreadyAccepted();
        }
        else if (IsBlank)
        {
            summary.CountBlank();
        }
        else
        {
            summary.CountValid(Inputs, Configs.Count + NothingToSet.Count);
        }
    }

    /// <summary>Says what there is to warn of, and each problem as an error of its own.</summary>
    /// <param name="cmdlet">Whose streams.</param>
    /// <param name="asTarget">Makes of the input what the errors are about.</param>
    public void WriteComplaints(Cmdlet cmdlet, Func<object?, object?>? asTarget = null)
    {
        if (Warning is { } warning)
        {
            cmdlet.WriteWarning(warning);
        }

        foreach (var problem in Problems)
        {
            cmdlet.WriteError(problem.Record(asTarget is null ? Target : asTarget(Target)));
        }
    }
}
