using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The part for events of contacts, and for lines of JSON, in which they often come.</summary>
internal sealed partial class InputReader
{
    // Null for everything but an event. The quick check of the row comes first: it is done for each row of a file.
    private static IReadOnlyList<EventReading>? EventsOf(object value, PSObject input, Row? row) => value is ContactEvent contactEvent
        ? [new ReadEvent(contactEvent)]
        : row is { MayBeEvent: true } ? EventReader.Read(new ObjectNode(input), JsonInput.Parse) : null;

    private static IReadOnlyList<EventReading>? EventsOf(FileRow row, Row? cells) => row.Event is { } contactEvent
        ? [new ReadEvent(contactEvent) { MessageId = row.MessageId }]
        : cells is { MayBeEvent: true } && row.Problem is null ? EventReader.Read(new ObjectNode(JsonInput.AsObject(row.Cells)), JsonInput.Parse) : null;

    private static string PlaceOf(string place, string? messageId) => messageId is null ? place : $"{place}, message {DisplayText.Value(messageId)}";

    private static Row? WithMeaning(Row? row) => row is { HasMeaning: true } ? row : null;

    private IEnumerable<InputResult> ReadJson(string text, InputContext context)
    {
        var json = JsonInput.Parse(text);
        if (json is null && FileLine.IsContinued(text))
        {
            return ReadShape(text, text, null, $"input {_number}", context);
        }

        if (json is null)
        {
            return Alone(() => Invalid([InputProblems.InvalidJson().At($"input {_number}")], 1, text, $"input {_number}"));
        }

        return (json.Items.Any() ? json.Items : [json]).SelectMany(value => ReadJson(value, context)).ToArray();
    }

    private IEnumerable<InputResult> ReadJson(InputNode value, InputContext context)
    {
        var events = EventReader.Read(value, JsonInput.Parse);
        if (events is null && value.Members.FirstOrDefault(m => RowList.IsName(m.Key) && m.Value.Items.Any()).Value is { } list && !value.Members.Any(m => Columns.Find(m.Key) is not null))
        {
            return list.Items.SelectMany(item => ReadJson(item, context));
        }

        var place = $"row {_number}";
        var row = JsonInput.AsObject(value);
        return events is not null ? ReadEvents(events, row, place, context)
            : WithMeaning(Row.Of(row, _columns)) is { } cells ? ReadShape(row, row, cells, place, context)
            : Alone(() => Invalid([InputProblems.UnrecognizedInput("The JSON object").At(place)], 1, row, place));
    }

    private IEnumerable<InputResult> ReadEvents(IReadOnlyList<EventReading> events, object input, string place, InputContext context) =>
        events.SelectMany(e => ReadEvent(e, input, place, context));

    private IEnumerable<InputResult> ReadEvent(EventReading reading, object input, string place, InputContext context)
    {
        place = PlaceOf(place, reading.MessageId);
        return Alone(() => reading switch
        {
            UnreadableEvent unreadable => Invalid([unreadable.Problem.At(place)], 1, input, place),
            ReadEvent { Event: var read } when read.FindReasonToSkip(_includeConnected) is { } reason => new SkippedInput(read.GetContact(), reason, place, read),
            ReadEvent { Event: var read } => Close(Builders(place, context, b => PutWideRow(b, Row.Of(PSObject.AsPSObject(read))!, read, context)), 1, read),
            _ => throw new ArgumentOutOfRangeException(nameof(reading)),
        });
    }

    // The target of an error record is shown by Format-List, and by hosts that log errors.
    private static PSObject WithoutSecrets(PSObject input)
    {
        var row = new PSObject();
        foreach (var (name, value) in Row.CellsOf(input).Where(c => !SecretColumns.Contains(c.Name)))
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }
}
