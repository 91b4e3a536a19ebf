using System.Collections;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>A contact to look up, or the problems of an input that names none.</summary>
/// <param name="Contact">The contact; null when there is a problem.</param>
/// <param name="Problems">The problems.</param>
/// <param name="Target">The input.</param>
/// <param name="AcceptedAt">Of an accepted outcome, live or read back: when the service accepted the timers, UTC; null for other inputs.</param>
internal sealed record ContactInput(ChatContact? Contact, IReadOnlyList<Problem> Problems, object? Target, DateTime? AcceptedAt = null);

/// <summary>Reads what names contacts: ids, ARNs, rows, events and this module's own objects. Their timers do not matter.</summary>
internal sealed class ContactReader
{
    private static readonly ColumnValue[] Timers = [.. TimerKinds.All.Select(k => new ColumnValue(Columns.Of(k), null))];

    private readonly string? _instanceId;
    private readonly string? _region;
    private readonly bool _regionFromInput;
    private int _number;

    /// <summary>Creates a reader.</summary>
    /// <param name="instanceId">The instance of the command line: id or ARN; null for none.</param>
    /// <param name="region">The Region of the command line; null for none.</param>
    /// <param name="regionFromInput">Whether a column Region is used.</param>
    public ContactReader(string? instanceId, string? region, bool regionFromInput)
    {
        _instanceId = instanceId;
        _region = region;
        _regionFromInput = regionFromInput;
    }

    /// <summary>Reads an id of the command line.</summary>
    public ContactInput ReadId(string? id) => Read("", id, builder => builder.Put(Column.ContactId, id, "-ContactId"));

    /// <summary>Reads an object of the pipeline; an array is read element by element. Blank ones are left out.</summary>
    public IEnumerable<ContactInput> Read(object? input)
    {
        var value = Row.Unwrap(input);
        return value switch
        {
            IEnumerable list and not (string or IDictionary) => list.Cast<object?>().SelectMany(Read),
            ErrorRecord { TargetObject: { } target } => Read(target),
            _ when ConfigBuilder.IsBlank(value) => [],
            string text when JsonInput.IsMeant(text) => ReadJson(text),
            string or Guid => [Read($"input {++_number}", value, builder => builder.Put(Column.ContactId, value, "the pipeline"))],
            _ => ReadObject(value!, PSObject.AsPSObject(input)),
        };
    }

    private IEnumerable<ContactInput> ReadJson(string text)
    {
        var json = JsonInput.Parse(text);
        return json is null ? [new ContactInput(null, [InputProblems.InvalidJson().At($"input {++_number}")], text)]
            : (json.Items.Any() ? json.Items : [json]).SelectMany(node => EventReader.Read(node, JsonInput.Parse) is { } events ? events.Select(e => Read(e, text))
                : ReadObject(node, JsonInput.AsObject(node))).ToArray();
    }

    private IEnumerable<ContactInput> ReadObject(object value, PSObject input)
    {
        if (Row.ContactOf(value) is { } contact)
        {
            return [Read($"row {++_number}", value, builder => builder.Put(contact), AcceptedAt(value, input))];
        }

        var row = Row.Of(input);
        if (row is { MayBeEvent: true } && EventReader.Read(new ObjectNode(input), JsonInput.Parse) is { } events)
        {
            return events.Select(e => Read(e, value)).ToArray();
        }

        return
        [
            row is null or { Cells.Count: 0 }
                ? new ContactInput(null, [InputProblems.UnrecognizedInput($"{DisplayText.Value(value)} ({value.GetType().Name})").At($"input {++_number}")], value)
                : Read($"row {++_number}", value, builder => row.PutInto(builder, _regionFromInput, Timers), row.IsAcceptedOutcome ? AcceptedAt(value, input) : null),
        ];
    }

    private ContactInput Read(EventReading reading, object target) => reading switch
    {
        ReadEvent { Event: var read } => Read($"row {++_number}", target, builder => builder.Put(read.GetContact())),
        UnreadableEvent unreadable => new ContactInput(null, [unreadable.Problem.At($"row {++_number}")], target),
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };

    private ContactInput Read(string place, object? target, Action<ConfigBuilder> put, DateTime? acceptedAt = null)
    {
        var builder = new ConfigBuilder(place);
        builder.Put(Column.InstanceId, _instanceId, "-InstanceId");
        builder.Put(Column.Region, _region, "-Region");
        put(builder);
        var contact = builder.BuildContact();
        return new ContactInput(contact, [.. builder.Problems], target, acceptedAt);
    }

    // When the answer came: the request's time and its duration. Null for everything but an accepted outcome.
    private static DateTime? AcceptedAt(object value, PSObject input)
    {
        if (value is ParticipantRoleOutcome outcome)
        {
            return outcome.AcceptedAt;
        }

        object? Cell(string name) => input.BaseObject is IDictionary entries ? entries[name] : input.Properties[name] is { } property ? Row.ValueOf(property) : null;
        return UtcTime.Read(Row.Unwrap(Cell(nameof(ParticipantRoleOutcome.SentAt)))) is { } sent
            ? sent.AddMilliseconds(LanguagePrimitives.TryConvertTo<int?>(Cell(nameof(ParticipantRoleOutcome.LatencyMs)), out var latency) ? latency ?? 0 : 0)
            : null;
    }
}
