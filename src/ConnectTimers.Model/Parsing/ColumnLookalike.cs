namespace ConnectTimers.Parsing;

/// <summary>What a name probably means that is not a column's name but resembles one: to ignore it could send half of what its owner wants.</summary>
public sealed class ColumnLookalike
{
    // Names with more characters than this are no misspelt names of columns; they could be a whole row.
    private const int MaxLength = 200;

    // Names of real things, most of them AWS's own, that are not the contact or instance that they resemble.
    private static readonly HashSet<string> OtherThings = new(StringComparer.Ordinal)
    {
        "INITIALCONTACTID", "PREVIOUSCONTACTID", "NEXTCONTACTID", "RELATEDCONTACTID", "PARENTCONTACTID", "ROOTCONTACTID", "CONTACTASSOCIATIONID",
        "CONTACTFLOWID", "CONTACTFLOWARN", "CONTACTLISTID", "CONTACTEVALUATIONID", "CONTACTRECORDINGID",
    };

    // Words that are one letter away from the name of a column; beside that column they mean something else.
    private static readonly HashSet<string> OtherWords = new(StringComparer.Ordinal) { "CONTACTS", "CONTACTED", "CONTRACT", "CONTRACTID", "INSTANCES" };

    private static readonly string[] IdWords = ["ID", "IDS", "GUID", "UUID", "IDENTIFIER", "ARN"];

    private ColumnLookalike(IReadOnlyList<Column> columns, bool isMisspelt) => (Meanings, IsMisspelt) = (columns, isMisspelt);

    /// <summary>The columns that may be meant, at least one; several when a word of the name is missing.</summary>
    public IReadOnlyList<Column> Meanings { get; }

    /// <summary>Whether the name is a column's name with typing mistakes, not only the same words.</summary>
    public bool IsMisspelt { get; }

    /// <summary><c>CustomerIdle</c>, <c>CustomerIdle or AgentIdle</c>.</summary>
    public string Text => string.Join(" or ", Meanings);

    /// <summary>
    /// Whether the column must not be ignored. A lookalike of a timer never may be. One of the contact or the instance may be beside a column of that
    /// meaning, if only its words are the same (<c>CRM contact ID</c>).
    /// </summary>
    /// <param name="has">Whether the row or file has a column of a meaning.</param>
    public bool Matters(Func<Column, bool> has) => IsMisspelt || Columns.Timer(Meanings[0]) is not null || !has(Meanings[0]);

    /// <summary>Returns what a name without a meaning resembles; null for nothing.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="folded">The same, folded.</param>
    internal static ColumnLookalike? Of(string name, string folded)
    {
        if (folded.Length is 0 or > MaxLength || OtherThings.Contains(folded))
        {
            return null;
        }

        var bare = Columns.WithoutUnit(folded);
        foreach (var column in Columns.Names)
        {
            if (MaxMistakes(column) is > 0 and var max && EditDistance.IsWithin(bare, column.Name, max))
            {
                return new ColumnLookalike([column.Column], isMisspelt: !OtherWords.Contains(folded));
            }
        }

        var words = FoldedName.Words(name);
        return TimerWords.Read(words) is { Count: > 0 } timers ? new ColumnLookalike(timers, isMisspelt: false)
            : HasIdOf(words, "CONTACT") ? new ColumnLookalike([Column.ContactId], isMisspelt: false)
            : HasIdOf(words, "INSTANCE") ? new ColumnLookalike([Column.InstanceId], isMisspelt: false)
            : null;
    }

    // AgentId and CustomerId are two letters away from timers, Content and Contacted one or two from the contact.
    private static int MaxMistakes(ColumnName name) => name.Column switch
    {
        Column.CustomerDisconnect or Column.AgentDisconnect => 2,
        Column.CustomerIdle or Column.AgentIdle or Column.ContactId => 1,
        Column.InstanceId => name.Name.Length > 9 ? 2 : 1,
        _ => 0,
    };

    // The word, perhaps misspelt, and a word for an id: Contact GUID, ID of contact, Amazon Connect contact ID.
    private static bool HasIdOf(IReadOnlyList<string> words, string word) =>
        words.Any(w => w is not ("CONNECT" or "CONTENT" or "CONTEXT" or "DISTANCE") && EditDistance.IsWithin(w, word, 2)) && words.Any(w => IdWords.Contains(w));
}
