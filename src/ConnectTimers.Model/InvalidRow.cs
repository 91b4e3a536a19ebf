namespace ConnectTimers;

/// <summary>
/// What Import-ParticipantRoleConfig writes, besides its errors, for a row that cannot be used and for a file that cannot be read, so that
/// Test-ParticipantRoleConfig and Set-ParticipantRoleConfig count it.
/// </summary>
public sealed class InvalidRow
{
    private readonly IReadOnlyList<Problem> _problems;

    /// <summary>Creates an invalid row.</summary>
    /// <param name="instanceId">The instance, as far as it could be read.</param>
    /// <param name="contactId">The contact, as far as it could be read.</param>
    /// <param name="region">The Region, as far as it could be read.</param>
    /// <param name="inputPosition">Where it is: <c>chats.csv line 7</c>.</param>
    /// <param name="problems">At least one.</param>
    public InvalidRow(string? instanceId, string? contactId, string? region, string inputPosition, IReadOnlyList<Problem> problems)
    {
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
        InputPosition = inputPosition;
        Problems = MessageList.Of(problems.Select(p => p.Message));
        _problems = problems;
    }

    /// <summary>The instance; null when it could not be read.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact; null when it could not be read.</summary>
    public string? ContactId { get; }

    /// <summary>The Region; null when it could not be read.</summary>
    public string? Region { get; }

    /// <summary>Where it is: <c>chats.csv line 7</c>.</summary>
    public string InputPosition { get; }

    /// <summary>Why it is invalid.</summary>
    public MessageList Problems { get; }

    /// <summary>What to do next, for the first problem.</summary>
    public string RecommendedAction => _problems[0].RecommendedAction;

    /// <summary>The problems, with their ids, categories and recommended actions.</summary>
    public IReadOnlyList<Problem> GetProblems() => _problems;

    /// <inheritdoc/>
    public override string ToString() => Problems.ToString();
}
