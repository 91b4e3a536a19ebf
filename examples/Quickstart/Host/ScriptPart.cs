namespace ConnectTimers.Quickstart.Host;

/// <summary>A piece of a script as it stands in the file.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="BelowBlankLine">Whether the author left a blank line above.</param>
internal abstract record ScriptPart(string Text, bool BelowBlankLine);

/// <summary>A comment on lines of its own.</summary>
internal sealed record ScriptComment(string Text, bool BelowBlankLine) : ScriptPart(Text, BelowBlankLine);

/// <summary>A statement, with a comment that stands behind it on the same line.</summary>
/// <param name="Text">The source of the statement.</param>
/// <param name="Runnable">The source as it is to be run; see <see cref="ScriptRoot"/>.</param>
/// <param name="BelowBlankLine">Whether the author left a blank line above.</param>
/// <param name="Remark">The comment behind it, or nothing.</param>
/// <param name="Returns">Whether the script ends here.</param>
internal sealed record ScriptStatement(string Text, string Runnable, bool BelowBlankLine, string Remark, bool Returns)
    : ScriptPart(Text, BelowBlankLine);
