namespace ConnectTimers.Engine.Chats;

/// <summary>
/// The chats of one instance that a watch has returned already. An id is kept for an hour after the search last found it: a chat that an agent has joined, or
/// that has ended, is not found again, and the search's index may be late by seconds, not by an hour. So the memory is that of the chats that waited in the last hour.
/// </summary>
/// <param name="clock">The clock of the watch.</param>
internal sealed class SeenChats(TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private readonly Dictionary<string, long> _lastFound = []; // the clock's timestamps
    private long _forgotten = clock.GetTimestamp();

    public int Count => _lastFound.Count;

    /// <summary>Adds a chat that the search found.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(string contactId)
    {
        var isNew = !_lastFound.ContainsKey(contactId);
        _lastFound[contactId] = clock.GetTimestamp();
        return isNew;
    }

    /// <summary>Forgets chats that have not been found for long. Called when all that wait have just been found, so that none of them is forgotten.</summary>
    public void Forget()
    {
        if (clock.GetElapsedTime(_forgotten) < KeptFor)
        {
            return;
        }

        _forgotten = clock.GetTimestamp();
        foreach (var id in _lastFound.Where(seen => clock.GetElapsedTime(seen.Value) > KeptFor).Select(seen => seen.Key).ToList())
        {
            _lastFound.Remove(id);
        }
    }
}
