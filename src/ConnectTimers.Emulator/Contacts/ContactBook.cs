namespace ConnectTimers.Emulator;

/// <summary>Every contact the emulator knows, with its timers.</summary>
/// <remarks>
/// Given a list, only those contacts exist. Given none, every contact exists for an update, and is a waiting chat from
/// when it is first named; a search finds those named so far.
/// </remarks>
internal sealed class ContactBook
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EmulatedContact>? _given;
    private readonly bool _replace;
    private readonly TimeProvider _clock;
    private readonly OrderedDictionary<(string InstanceId, string ContactId), Contact> _contacts = [];

    public ContactBook(IReadOnlyList<EmulatedContact>? given, bool replace, TimeProvider clock)
    {
        (_given, _replace, _clock) = (given, replace, clock);
        Reset();
    }

    /// <summary>Back to the start: the given contacts in their first state, nothing else.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _contacts.Clear();
            Move(_given ?? []);
        }
    }

    /// <summary>Adds contacts, or moves those already known to another state.</summary>
    public void Move(IEnumerable<EmulatedContact> contacts)
    {
        lock (_gate)
        {
            foreach (var contact in contacts)
            {
                Find(contact.InstanceId, contact.ContactId, add: true)!.Move(contact, Now());
            }
        }
    }

    /// <summary>Stores timers for a contact.</summary>
    /// <remarks>
    /// Whether a call replaces all timers or merges with those it does not name is documented nowhere. The reading
    /// taken here, unless told otherwise, is merge: the API reference says of Unset that it deletes a timer, which would
    /// be idle under replace.
    /// </remarks>
    /// <exception cref="ServiceException">The contact does not exist, or has ended.</exception>
    public void Store(string instanceId, string contactId, IEnumerable<TimerSetting> settings)
    {
        lock (_gate)
        {
            var contact = Find(instanceId, contactId, add: _given is null);
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

    /// <summary>A copy that later calls do not change.</summary>
    public IReadOnlyList<ContactSnapshot> Snapshot()
    {
        lock (_gate)
        {
            return [.. _contacts.Values.Select(contact => contact.Snapshot())];
        }
    }

    /// <summary>The contacts of an instance, as they are now.</summary>
    public IReadOnlyList<ContactFacts> Of(string instanceId)
    {
        lock (_gate)
        {
            return [.. _contacts.Values.Select(contact => contact.Facts).Where(facts => facts.InstanceId == instanceId)];
        }
    }

    /// <summary>The same contacts, as they are now.</summary>
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

    private DateTimeOffset Now() => WireTime.Cut(_clock.GetUtcNow());
}
