namespace ConnectTimers.Emulator;

/// <summary>Finds contacts of an instance.</summary>
/// <remarks>
/// An instance nobody has named yet has no contacts, and that is no error: the reading taken here, as the emulator
/// knows of instances by their contacts only.
/// </remarks>
internal sealed class SearchContacts(ContactBook contacts, OpenSearches searches) : IOperation
{
    /// <summary>Calls a second by the documented quota (administrator guide, "API throttling quotas").</summary>
    public const double DocumentedRate = 0.5;

    public string Name => nameof(SearchContacts);

    public bool IsFor(ServiceRequest request) => request is { Method: "POST", Path: "/search-contacts" };

    public byte[] CarryOut(ServiceRequest request, string region)
    {
        var asked = SearchBody.Read(request.Body);
        var (found, from) = asked.NextToken is { } token ? searches.Find(token, asked.Query) : (Start(asked.Query), 0);
        return Page(found, from, asked.MaxResults, region);
    }

    private FoundContacts Start(SearchQuery query) => new(query, [.. query.Sort.Apply(contacts.Of(query.InstanceId).Where(query.Matches))]);

    /// <summary>What was found is told as it is now; what no longer matches is left out, and the page filled with what comes after.</summary>
    private byte[] Page(FoundContacts found, int from, int most, string region)
    {
        var page = new List<ContactFacts>();
        while (page.Count < most && from < found.Contacts.Count)
        {
            var next = found.Contacts.Skip(from).Take(most - page.Count).ToArray();
            page.AddRange(contacts.Refresh(next).Where(found.Query.Matches));
            from += next.Length;
        }

        var token = from < found.Contacts.Count ? searches.Keep(found, from) : null;
        return SearchAnswer.Write(page, token, found.Contacts.Count, region);
    }
}
