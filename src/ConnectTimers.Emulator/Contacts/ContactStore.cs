namespace ConnectTimers.Emulator;

/// <summary>Every contact that the emulator knows, with its timers.</summary>
/// <remarks>
/// With a list of contacts, only those exist. Without one, every contact exists for an update, as a waiting chat from the
/// moment it is first named; a search finds those named so far.
/// </remarks>
internal sealed class ContactStore
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EmulatedContact>? _initial;
    private readonly bool _replace;
    private readonly TimeProvider _clock;
    private readonly OrderedDictionary<(string InstanceId, string ContactId), Contact> _contacts = [];

    public ContactStore(IReadOnlyList<EmulatedContact>? initial, bool replace, TimeProvider clock)
    {
        (_initial, _replace, _clock) = (initial, replace, clock);
        Reset();
    }

    /// <summary>Returns to the initial contacts in their initial state.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _contacts.Clear();
            Update(_initial ?? []);
        }
    }

    /// <summary>Adds contacts, or moves known ones to another state.</summary>
    public void Update(IEnumerable<EmulatedContact> contacts)
    {
        lock (_gate)
        {
            foreach (var contact in contacts)
            {
                Find(contact.InstanceId, contact.ContactId, add: true)!.Update(contact, Now());
            }
        }
    }

    /// <summary>Stores timers for a contact.</summary>
    /// <remarks>
    /// Whether a call replaces all timers or keeps those that it does not name is not documented. By default it keeps
    /// them: the API reference says that Unset deletes a timer, which would be pointless if every call replaced all.
    /// </remarks>
    /// <exception cref="ServiceException">The contact does not exist, or has ended.</exception>
    public void Store(string instanceId, string contactId, IEnumerable<TimerSetting> settings)
    {
        lock (_gate)
        {
            var contact = Find(instanceId, contactId, add: _initial is null);
            if (contact is null or { State: ContactState.Ended })
            {
                throw ServiceException.ContactNotFound();
            }

            if (_replace)
            {
                contact.Stored.Clear();
            }

            foreach (var setting in settings)
            {
                contact.Stored[setting.Timer] = setting.Minutes;
            }
        }
    }

    /// <summary>Copies the state of all contacts.</summary>
    public IReadOnlyList<ContactSnapshot> Snapshot()
    {
        lock (_gate)
        {
            return [.. _contacts.Values.Select(contact => contact.Snapshot())];
        }
    }

    /// <summary>Returns the contacts of an instance, as they are now.</summary>
    public IReadOnlyList<ContactFacts> OfInstance(string instanceId)
    {
        lock (_gate)
        {
            return [.. _contacts.Values.Select(contact => contact.Facts).Where(facts => facts.InstanceId == instanceId)];
        }
    }

    /// <summary>Returns the same contacts as they are now.</summary>
    public IReadOnlyList<ContactFacts> Refresh(IEnumerable<ContactFacts> known)
    {
        lock (_gate)
        {
            return [.. known.Select(facts => _contacts.TryGetValue((facts.InstanceId, facts.ContactId), out var contact) ? contact.Facts : facts)];
        }
    }

    private Contact? Find(string instanceId, string contactId, bool add)
    {
        if (!_contacts.TryGetValue((instanceId, contactId), out var contact) && add)
        {
            _contacts.Add((instanceId, contactId), contact = new Contact(new ContactFacts(instanceId, contactId, Now())));
        }

        return contact;
    }

    private DateTimeOffset Now() => ApiModel.ToMilliseconds(_clock.GetUtcNow());
}
