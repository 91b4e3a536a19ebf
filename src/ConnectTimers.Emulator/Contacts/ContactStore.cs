namespace ConnectTimers.Emulator;

/// <summary>Every contact that the emulator knows, with its timers.</summary>
/// <remarks>
/// With a list of contacts, only those exist. Without one, every contact exists for an update, as a waiting chat from the
/// moment it is first named; a search finds those named so far.
/// </remarks>
internal sealed class ContactStore
{
    /// <summary>How many ended live chats are kept, so that an emulator can run for weeks.</summary>
    private const int KeptEndedChats = 10_000;

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EmulatedContact>? _initial;
    private readonly bool _replace;
    private readonly TimeProvider _clock;
    private readonly Action<ContactEvent> _onEvent;
    private readonly Queue<(string InstanceId, string ContactId)> _ended = new();
    private readonly int[] _chats = new int[Enum.GetValues<ChatOutcome>().Length];
    private OrderedDictionary<(string InstanceId, string ContactId), Contact> _contacts = [];

    /// <param name="initial">The only contacts that exist; null lets every contact exist.</param>
    /// <param name="replace">Whether an update replaces all timers.</param>
    /// <param name="onEvent">Receives the contact events, in order. It must not call back.</param>
    /// <param name="clock">The clock of timestamps.</param>
    public ContactStore(IReadOnlyList<EmulatedContact>? initial, bool replace, Action<ContactEvent> onEvent, TimeProvider clock)
    {
        (_initial, _replace, _onEvent, _clock) = (initial, replace, onEvent, clock);
        Reset();
    }

    /// <summary>Returns to the initial contacts in their initial state.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _contacts.Clear();
            _ended.Clear();
            Array.Clear(_chats);
            foreach (var given in _initial ?? [])
            {
                var contact = Find(given.InstanceId, given.ContactId, add: true)!;
                contact.Update(given, Now());
                Count(contact, isInitial: true);
            }
        }
    }

    /// <summary>Adds contacts, or moves known ones to another state.</summary>
    /// <param name="contacts">The contacts.</param>
    /// <param name="time">When it happens; by default now.</param>
    public void Update(IEnumerable<EmulatedContact> contacts, DateTimeOffset? time = null)
    {
        lock (_gate)
        {
            foreach (var given in contacts)
            {
                var at = time is { } then ? ApiModel.ToMilliseconds(then) : Now();
                var before = Find(given.InstanceId, given.ContactId, add: false)?.Facts;
                var contact = Find(given.InstanceId, given.ContactId, add: true, at)!;
                contact.Update(given, at);
                Count(contact);
                foreach (var happened in ContactEvent.Between(before, contact.Facts, contact.State, at))
                {
                    _onEvent(happened);
                }
            }
        }
    }

    /// <summary>Returns how many chats there were, and how many had their timers in force.</summary>
    public ChatCounts CountChats()
    {
        lock (_gate)
        {
            int Of(ChatOutcome outcome) => _chats[(int)outcome];
            var (inForce, notInForce, abandoned, waiting) = (Of(ChatOutcome.InForce), Of(ChatOutcome.NotInForce), Of(ChatOutcome.Abandoned), Of(ChatOutcome.Waiting));
            return new ChatCounts(inForce + notInForce + abandoned + waiting, inForce, notInForce, abandoned, waiting);
        }
    }

    /// <summary>Forgets a chat that has ended, once enough others have ended after it.</summary>
    public void ForgetLater(EmulatedContact chat)
    {
        lock (_gate)
        {
            _ended.Enqueue((chat.InstanceId, chat.ContactId));
            if (_ended.Count < 2 * KeptEndedChats)
            {
                return;
            }

            // Many at once: an ordered dictionary moves all that follow for each that it removes.
            var forgotten = new HashSet<(string InstanceId, string ContactId)>();
            while (_ended.Count > KeptEndedChats)
            {
                forgotten.Add(_ended.Dequeue());
            }

            _contacts = new(_contacts.Where(contact => !forgotten.Contains(contact.Key)));
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

            Count(contact);
            contact.StoredTimestamp = Now();
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

    /// <summary>Returns a contact as it is now; null if no request has named it yet.</summary>
    public ContactFacts? Find(string instanceId, string contactId)
    {
        lock (_gate)
        {
            return Find(instanceId, contactId, add: false)?.Facts;
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

    /// <summary>Returns the instances that contacts have named.</summary>
    public IReadOnlyList<string> InstanceIds()
    {
        lock (_gate)
        {
            return [.. _contacts.Keys.Select(key => key.InstanceId).Distinct()];
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

    private void Count(Contact contact, bool isInitial = false)
    {
        _chats[(int)contact.Outcome]--;
        contact.Classify(isInitial);
        _chats[(int)contact.Outcome]++;
    }

    private Contact? Find(string instanceId, string contactId, bool add, DateTimeOffset? initiated = null)
    {
        if (!_contacts.TryGetValue((instanceId, contactId), out var contact) && add)
        {
            _contacts.Add((instanceId, contactId), contact = new Contact(new ContactFacts(instanceId, contactId, initiated ?? Now())));
        }

        return contact;
    }

    private DateTimeOffset Now() => ApiModel.ToMilliseconds(_clock.GetUtcNow());
}
