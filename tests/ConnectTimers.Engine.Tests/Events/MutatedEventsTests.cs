using System.Text;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Events;

/// <summary>Tests of events with random changes: 10,000 of them, or a million with CONNECTTIMERS_LONG=1.</summary>
public class MutatedEventsTests
{
    private const int Seed = 20261125;

    private static readonly int Events = LongTests.Size(usual: 10_000, whenLong: 1_000_000);

    private static readonly string[] Corpus =
    [
        SampleEvents.EventBridge(),
        SampleEvents.EventBridge("CONNECTED_TO_AGENT", more: SampleEvents.Agent("2026-11-25T18:34:00Z")),
        SampleEvents.Flow("""{"CustomerIdle":"5"}"""),
        SampleEvents.Batch(SampleEvents.EventBridge(), SampleEvents.EventBridge("DISCONNECTED")),
    ];

    [Fact]
    public void Any_text_gives_events_with_valid_ids_or_problems()
    {
        var dice = new Random(Seed);
        var (read, unreadable) = (0, 0);
        for (var i = 0; i < Events; i++)
        {
            var text = new StringBuilder(Corpus[dice.Next(Corpus.Length)]);
            for (var changes = dice.Next(1, 5); changes > 0; changes--)
            {
                Change(text, dice);
            }

            foreach (var reading in JsonInputNode.ReadEvents(text.ToString()) ?? [])
            {
                read += reading is ReadEvent ? 1 : 0;
                unreadable += reading is UnreadableEvent ? 1 : 0;
                if (reading is ReadEvent { Event: var found })
                {
                    _ = found.FindReasonToSkip(includeConnected: false);
                    Assert.True(text.ToString().Contains(found.ContactId, StringComparison.Ordinal) || text.ToString().Contains('\\', StringComparison.Ordinal),
                        $"Event {i}: {found.ContactId} is not in {text}");
                }
            }
        }

        // The changes must leave enough of both to be a test of them.
        Assert.True(read > Events / 20 && unreadable > Events / 100, $"{read} read, {unreadable} unreadable");
    }

    private static void Change(StringBuilder text, Random dice)
    {
        const string telling = "\"\"{}[]:,\\/'0-T null arn:";
        var index = dice.Next(text.Length);
        switch (dice.Next(4))
        {
            case 0:
                text.Insert(index, telling[dice.Next(telling.Length)]);
                break;
            case 1:
                text[index] = (char)dice.Next(0x20, 0x3000);
                break;
            case 2:
                text.Remove(index, Math.Min(dice.Next(1, 12), text.Length - index));
                break;
            default:
                text[index] = char.IsLower(text[index]) ? char.ToUpperInvariant(text[index]) : char.ToLowerInvariant(text[index]);
                break;
        }
    }
}
