using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>Finds contacts of an instance.</summary>
/// <remarks>
/// An instance that no request has named yet has no contacts, which is no error: the emulator knows instances by their
/// contacts only.
/// </remarks>
internal sealed class SearchContacts(ContactStore contacts, OpenSearches searches, InstanceDirectory instances) : IOperation
{
    public string Name => nameof(SearchContacts);

    public bool IsFor(ServiceRequest request) => request is { Method: "POST", Path: "/search-contacts" };

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var search = SearchRequest.Read(request.Body);
        instances.Check(search.Query.InstanceId, caller);
        var (found, from) = search.NextToken is { } token ? searches.Find(token, search.Query) : (Start(search.Query), 0);
        return new ValueTask<byte[]>(Page(found, from, search.MaxResults, caller));
    }

    private FoundContacts Start(SearchQuery query) =>
        new(query, [.. query.Sort.Apply(contacts.OfInstance(query.InstanceId).Where(query.Matches))]);

    /// <summary>Returns one page: contacts as they are now, without those that no longer match, filled up with the ones that follow.</summary>
    private byte[] Page(FoundContacts found, int from, int size, Caller caller)
    {
        var page = new List<ContactFacts>();
        while (page.Count < size && from < found.Contacts.Count)
        {
            var next = found.Contacts.Skip(from).Take(size - page.Count).ToArray();
            page.AddRange(contacts.Refresh(next).Where(found.Query.Matches));
            from += next.Length;
        }

        var token = from < found.Contacts.Count ? searches.Keep(found, from) : null;
        return SearchResponse.Write(page, token, found.Contacts.Count, caller);
    }
}

/// <summary>What a search found when it began, in order.</summary>
internal sealed record FoundContacts(SearchQuery Query, IReadOnlyList<ContactFacts> Contacts);

/// <summary>Searches that have pages left, by the token of the next page.</summary>
/// <remarks>
/// The results are kept, so that contacts which arrive, end or change between two pages make no contact come twice or be
/// skipped. AWS does not document how the service does it. An answer may be lost on its way, so a token can be used
/// repeatedly, until enough others have been given out.
/// </remarks>
internal sealed class OpenSearches(int seed)
{
    private const int Limit = 1000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (FoundContacts Found, int From)> _open = [];
    private Random _random = new(seed);

    /// <summary>Returns a token for the results from a position on.</summary>
    public string Keep(FoundContacts found, int from)
    {
        Span<byte> bytes = stackalloc byte[24];
        lock (_gate)
        {
            _random.NextBytes(bytes);
            var token = Convert.ToBase64String(bytes);
            _open.Add(token, (found, from));
            if (_open.Count > Limit)
            {
                _open.RemoveAt(0);
            }

            return token;
        }
    }

    /// <exception cref="ServiceException">The token is unknown, or belongs to another query.</exception>
    public (FoundContacts Found, int From) Find(string token, SearchQuery query)
    {
        lock (_gate)
        {
            return _open.TryGetValue(token, out var open) && open.Found.Query.IsSameAs(query)
                ? open
                : throw ServiceException.InvalidParameter("NextToken was not given out for this search, or is too old.");
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

/// <summary>The body of SearchContacts' answer; a member without a value is absent.</summary>
/// <param name="Contacts">One page of the contacts found.</param>
/// <param name="NextToken">The token of the next page; null for the last page.</param>
/// <param name="TotalCount">How many were found when the search began; that later pages repeat it is the emulator's reading.</param>
internal sealed record SearchResponse(IEnumerable<ContactSummary> Contacts, string? NextToken, int TotalCount)
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(IEnumerable<ContactFacts> page, string? nextToken, int totalCount, Caller caller) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new SearchResponse(page.Select(contact => ContactSummary.Of(contact, caller)), nextToken, totalCount), Options);
}
