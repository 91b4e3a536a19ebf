namespace ConnectTimers.Emulator;

/// <summary>Every contact the emulator knows, with its timers.</summary>
/// <remarks>
/// Given a list, only those contacts exist. Given none, every contact exists, and is waiting when it is first named.
/// </remarks>
internal sealed class ContactBook
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<EmulatedContact>? _given;
    private readonly OrderedDictionary<(string InstanceId, string ContactId), Entry> _entries = [];

    public ContactBook(IReadOnlyList<EmulatedContact>? given)
    {
        _given = given;
        Reset();
    }

    /// <summary>Back to the start: the given contacts in their first state, nothing else.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _entries.Clear();
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
                Find(contact.InstanceId, contact.ContactId, add: true)!.Enter(contact.State);
            }
        }
    }

    /// <summary>Stores timers for a contact.</summary>
    /// <remarks>
    /// Whether a call replaces all timers or merges with those it does not name is documented nowhere. The reading
    /// taken here is merge: the API reference says of Unset that it deletes a timer, which would be idle under replace.
    /// </remarks>
    /// <exception cref="ServiceException">The contact does not exist, or has ended.</exception>
    public void Store(string instanceId, string contactId, IEnumerable<TimerSetting> settings)
    {
        lock (_gate)
        {
            var entry = Find(instanceId, contactId, add: _given is null);
            if (entry is null or { State: ContactState.Ended })
            {
                throw ServiceException.ContactNotFound();
            }

            foreach (var setting in settings)
            {
                entry.Stored[setting.Timer] = setting.Minutes;
            }
        }
    }

    /// <summary>A copy that later calls do not change.</summary>
    public IReadOnlyList<ContactSnapshot> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries.Select(pair => pair.Value.Snapshot(pair.Key.InstanceId, pair.Key.ContactId))];
        }
    }

    private Entry? Find(string instanceId, string contactId, bool add)
    {
        if (!_entries.TryGetValue((instanceId, contactId), out var entry) && add)
        {
            _entries.Add((instanceId, contactId), entry = new Entry());
        }

        return entry;
    }

    private sealed class Entry
    {
        private OrderedDictionary<string, int?> _inForce = [];

        public ContactState State { get; private set; }

        public OrderedDictionary<string, int?> Stored { get; } = [];

        /// <remarks>
        /// Entering Connected again is a new agent, as in a transfer: what is stored by then takes force. Timers stop
        /// when the agent leaves, so in any other state none is in force.
        /// </remarks>
        public void Enter(ContactState state)
        {
            State = state;
            _inForce = state == ContactState.Connected ? new(Stored) : [];
        }

        public ContactSnapshot Snapshot(string instanceId, string contactId) =>
            new(instanceId, contactId, State, new OrderedDictionary<string, int?>(Stored), new OrderedDictionary<string, int?>(_inForce));
    }
}
