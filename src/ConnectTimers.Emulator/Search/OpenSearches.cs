namespace ConnectTimers.Emulator;

/// <summary>What a search found when it began, in order.</summary>
internal sealed record FoundContacts(SearchQuery Query, IReadOnlyList<ContactFacts> Contacts);

/// <summary>Searches that have pages left, by the token of the next one.</summary>
/// <remarks>
/// What was found is kept, so that contacts which come, go or change between two pages push none over the edge of a
/// page: no contact comes twice, none is skipped. How the service does it is documented nowhere. A token is good
/// as often as it is sent, because an answer may be lost on its way, until so many others have been given out.
/// </remarks>
internal sealed class OpenSearches(int seed)
{
    private const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (FoundContacts Found, int From)> _open = [];
    private Random _random = new(seed);

    /// <summary>The token for what was found from there on.</summary>
    public string Keep(FoundContacts found, int from)
    {
        Span<byte> bytes = stackalloc byte[24];
        lock (_gate)
        {
            _random.NextBytes(bytes);
            var token = Convert.ToBase64String(bytes);
            _open.Add(token, (found, from));
            if (_open.Count > Most)
            {
                _open.RemoveAt(0);
            }

            return token;
        }
    }

    /// <exception cref="ServiceException">The token is unknown, or of another query.</exception>
    public (FoundContacts Found, int From) Find(string token, SearchQuery query)
    {
        lock (_gate)
        {
            return _open.TryGetValue(token, out var open) && open.Found.Query.IsSameAs(query)
                ? open
                : throw ServiceException.InvalidParameter("NextToken is none that was given out for this search, or is too old.");
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _open.Clear();
            _random = new Random(seed);
        }
    }
}
