namespace ConnectTimers.Engine.Journal;

/// <summary>What the end of a journal needs, so that it is lines again and the next one begins a line of its own.</summary>
/// <param name="Length">How much of the file stays.</param>
/// <param name="EndsLine">Whether what stays is a whole line that lacks only its end.</param>
internal readonly record struct JournalRepair(long Length, bool EndsLine)
{
    /// <summary>Does it, and leaves the file at its end.</summary>
    public void Apply(Stream file)
    {
        if (file.Length > Length)
        {
            file.SetLength(Length);
        }

        file.Seek(0, SeekOrigin.End);
        if (EndsLine)
        {
            file.Write("\n"u8);
        }
    }
}
