using System.Globalization;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>One input of a run: an id, a wide row, a row of one timer, the same through New-ParticipantTimer, or a blank row.</summary>
internal sealed record Input(string Kind, string Contact, string[] Cells, string Role, string Type, string Minutes)
{
    public override string ToString() => Kind switch
    {
        "blank" => "[pscustomobject]@{ ContactId = ''; CustomerIdle = '' }",
        "id" => $"'{Contact}'",
        "wide" => $"[pscustomobject]@{{ ContactId = '{Contact}'; CustomerIdle = '{Cells[0]}'; CustomerDisconnect = '{Cells[1]}'; AgentIdle = '{Cells[2]}'; AgentDisconnect = '{Cells[3]}' }}",
        "long" => $"[pscustomobject]@{{ ContactId = '{Contact}'; ParticipantRole = '{Role}'; TimerType = '{Type}'; Minutes = '{Minutes}' }}",
        _ => $"(New-ParticipantTimer '{Role}' '{Type}' '{Minutes}' -ContactId '{Contact}' 2>$null)",
    };
}

/// <summary>
/// What a run should do, written down as plainly as it can be said and without a line of the module's own: which calls, in which
/// order for each contact, which outcomes, and how many inputs are invalid.
/// </summary>
internal sealed class ReferenceModel(string? typedCustomerIdle)
{
    private static readonly string[] Columns = ["CUSTOMER/IDLE", "CUSTOMER/DISCONNECT_NONCUSTOMER", "AGENT/IDLE", "AGENT/DISCONNECT_NONCUSTOMER"];

    private readonly HashSet<string> _refusedContacts = [];
    private readonly List<Input> _group = [];
    private string? _previousCall;

    /// <summary>The calls, each as <c>contact timer=value …</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The outcomes, each as <c>Status contact</c>.</summary>
    public List<string> Outcomes { get; } = [];

    public int Refused { get; private set; }

    public ReferenceModel Run(IEnumerable<Input> inputs)
    {
        foreach (var input in inputs.Where(i => i.Kind != "blank"))
        {
            var isTimer = input.Kind is "long" or "new";
            if (!isTimer || (_group.Count > 0 && _group[0].Contact != input.Contact))
            {
                EndGroup();
            }

            if (isTimer)
            {
                _group.Add(input);
            }
            else
            {
                Decide(input.Contact, 1, input.Kind == "wide" ? Columns.Zip(input.Cells) : [], isRefused: false);
            }
        }

        EndGroup();
        return this;
    }

    private void EndGroup()
    {
        if (_group.Count == 0)
        {
            return;
        }

        var contact = _group[0].Contact;
        var timers = _group.Select(t => (Column(t), t.Minutes)).ToList();
        var isRefused = _refusedContacts.Contains(contact) || timers.Exists(t => t.Item1 is null || t.Minutes.Length == 0);
        var refusedBefore = Refused;
        Decide(contact, _group.Count, timers.Select(t => (t.Item1 ?? "", t.Minutes)), isRefused);
        if (Refused > refusedBefore)
        {
            _refusedContacts.Add(contact);
        }

        _group.Clear();
    }

    private void Decide(string contact, int inputs, IEnumerable<(string Timer, string Cell)> cells, bool isRefused)
    {
        var timers = new Dictionary<string, string>();
        if (typedCustomerIdle is not null)
        {
            timers[Columns[0]] = typedCustomerIdle;
        }

        foreach (var (timer, cell) in cells.Where(c => c.Cell.Length > 0))
        {
            // A value must be one, and where two say something they must say the same.
            isRefused |= !IsValue(cell) || (timers.TryGetValue(timer, out var other) && other != cell);
            timers[timer] = cell;
        }

        if (isRefused || timers.Count == 0)
        {
            Refused += isRefused ? inputs : 0;
            Outcomes.Add($"{(isRefused ? "Invalid" : "Skipped")} {contact}");
            _previousCall = null;
            return;
        }

        var call = string.Join(' ', Columns.Where(timers.ContainsKey).Select(c => $"{c}={timers[c]}").Prepend(contact));
        Outcomes.Add($"{(call == _previousCall ? "Skipped" : "Accepted")} {contact}");
        if (call != _previousCall)
        {
            Calls.Add(call);
        }

        _previousCall = call;
    }

    private static bool IsValue(string cell) =>
        cell == "Unset" || (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 2 and <= 480);

    private static string? Column(Input timer) => (timer.Role, timer.Type) switch
    {
        ("Customer", "Idle") => Columns[0],
        ("Customer", "Disconnect") => Columns[1],
        ("Agent", "Idle") => Columns[2],
        ("Agent", "Disconnect") => Columns[3],
        _ => null,
    };
}
