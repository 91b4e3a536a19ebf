using ConnectTimers.Engine.Journal;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

public sealed class JournalResumeTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // One word per line: status (A, F, C; S: about to be sent), number of attempts, and timers (customer idle / agent idle; - for none, 0 for Unset).
    [Theory]
    [InlineData("A1 5/-", "5/-", true)]
    [InlineData("A1 5/-", "6/-", false)]
    [InlineData("A1 5/-", "0/-", false)]
    [InlineData("A1 0/-", "0/-", true)]
    [InlineData("A1 5/-", "-/5", false)] // the same minutes, but another timer
    [InlineData("A1 5/-, A1 5/-", "5/-", true)]
    [InlineData("A1 5/-, A1 10/-", "5/-", false)]
    [InlineData("A1 5/-, A1 10/-", "10/-", true)]
    [InlineData("A1 5/-, A1 0/-", "5/-", false)]
    [InlineData("A1 5/-, A1 10/-, A1 5/-", "5/-", true)]
    [InlineData("A1 5/-, A1 -/3", "5/-", false)] // the second call may have removed the timers that it did not name
    [InlineData("A1 5/-, A1 -/3", "-/3", true)]
    [InlineData("A1 5/-, A1 -/3", "5/3", false)] // merged from two calls: whether that is the same is not documented
    [InlineData("A1 5/3", "5/-", false)] // nor is it for a part of a call
    [InlineData("A1 5/3, A1 5/-", "5/3", false)]
    [InlineData("A1 5/3, A1 5/-", "5/-", true)]
    [InlineData("A1 5/3, A1 10/-", "5/3", false)]
    [InlineData("A1 5/-, A1 -/3, A1 10/-", "5/-", false)]
    [InlineData("A1 5/-, A1 -/3, A1 10/-", "-/3", false)]
    [InlineData("F1 5/-", "5/-", false)]
    [InlineData("A1 5/-, F1 5/-", "5/-", false)] // it is unknown whether the later call was carried out
    [InlineData("A1 5/-, F3 10/-", "5/-", false)]
    [InlineData("A1 5/-, C1 10/-", "5/-", false)]
    [InlineData("A1 5/-, F1 -/3", "5/-", false)] // if it was carried out, it may have removed the other timer
    [InlineData("A1 5/-, A1 -/3, F1 10/-", "-/3", false)]
    [InlineData("A1 5/3, F1 5/-", "5/3", false)]
    [InlineData("A1 5/-, A1 0/-, A1 5/-", "5/-", true)] // set, undone, and set again
    [InlineData("A1 5/-, S1 10/-", "5/-", false)] // the process was killed during the call
    [InlineData("A1 5/-, S1 10/-, F1 10/-", "5/-", false)]
    [InlineData("A1 5/-, S1 10/-, A1 10/-", "10/-", true)]
    [InlineData("A1 5/-, F1 10/-, A1 5/-", "5/-", true)]
    [InlineData("A1 5/-, F0 10/-", "5/-", true)] // never sent
    [InlineData("A1 5/-, C0 10/-", "5/-", true)]
    [InlineData("A1 5/-, C0 5/-", "5/-", true)]
    public void The_last_call_counts(string lines, string asked, bool wasAccepted)
    {
        using (var journal = _folder.Open(resume: true))
        {
            foreach (var line in lines.Split(", "))
            {
                if (line[0] == 'S')
                {
                    journal.WriteSending(Timers(line[3..]), Endpoint);
                }
                else
                {
                    journal.Write(Outcome(line[0], line[1] - '0', Timers(line[3..])), Endpoint, []);
                }
            }

            Assert.Equal(wasAccepted, journal.WasAccepted(Timers(asked), Endpoint));
        }

        Assert.Equal(wasAccepted, _folder.WasAccepted(Timers(asked)));
    }

    [Fact]
    public void Accepted_timers_belong_to_one_contact_instance_Region_and_endpoint()
    {
        var timers = Config("c-1", 5).GetTimers().ToList();
        _folder.Write(Accepted(Config("c-1", 5)));
        using var journal = _folder.Open(resume: true);

        Assert.True(journal.WasAccepted(Config("c-1", 5), Endpoint));
        Assert.False(journal.WasAccepted(Config("c-2", 5), Endpoint));
        Assert.False(journal.WasAccepted(Config("C-1", 5), Endpoint));
        Assert.False(journal.WasAccepted(new ParticipantRoleConfig(new ChatContact("i-2", "c-1", "eu-west-2"), timers), Endpoint));
        Assert.False(journal.WasAccepted(Config("c-1", 5).In("eu-west-1"), Endpoint));
        Assert.False(journal.WasAccepted(Config("c-1", 5), "http://127.0.0.1:8090"));
    }

    [Fact]
    public void Without_Resume_nothing_counts_as_accepted()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        using var journal = _folder.Open();
        journal.Write(Accepted(Config("c-2", 5)), Endpoint, []);

        Assert.False(journal.WasAccepted(Config("c-1", 5), Endpoint));
        Assert.False(journal.WasAccepted(Config("c-2", 5), Endpoint));
    }

    [Fact]
    public void An_outcome_without_timers_changes_no_timers()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        using (var journal = _folder.Open())
        {
            journal.Write(new ParticipantRoleOutcome(new ChatContact("i-1", "c-1", "eu-west-2"), OutcomeStatus.Skipped, null), Endpoint, []);
        }

        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
    }

    [Fact]
    public void The_state_agrees_with_the_rules_applied_to_the_whole_history()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            var history = new List<(ParticipantRoleOutcome Outcome, string Endpoint)>();
            File.Delete(_folder.Path);
            var journal = _folder.Open(resume: true);
            for (var i = 0; i < 60; i++)
            {
                var (outcome, to) = (Outcome("AAAFC"[dice.Next(5)], dice.Next(2), ConfigOf(history, dice)), AnyEndpoint(dice));
                journal.Write(outcome, to, []);
                history.Add((outcome, to));
                if (dice.Next(10) == 0)
                {
                    journal.Dispose();
                    journal = _folder.Open(resume: true);
                }

                var (asked, endpoint) = (ConfigOf(history, dice), AnyEndpoint(dice));
                Assert.True(Expected(history, asked, endpoint) == journal.WasAccepted(asked, endpoint), $"seed {seed}, line {i}: {asked}");
            }

            journal.Dispose();
        }
    }

    [Fact]
    public void Memory_grows_with_contacts_and_not_with_lines()
    {
        const int lines = 40_000;
        const int contacts = 1_000;
        using (var journal = _folder.Open())
        {
            for (var i = 0; i < lines; i++)
            {
                journal.Write(Accepted(Config($"c-{i % contacts}", 2 + i / contacts)), Endpoint, []);
            }
        }

        var state = new JournalState();
        using (var file = File.OpenRead(_folder.Path))
        {
            new JournalReader(file, _folder.Path, state).Read();
        }

        Assert.Equal(contacts, state.Contacts.Count);
        Assert.All(Enumerable.Range(0, contacts), c => Assert.True(state.Holds(
            new JournalKey(Endpoint, "eu-west-2", "i-1", $"c-{c}"), TimerSet.Of(Config("c", 2 + lines / contacts - 1)))));
    }

    // What a service with the contact's timers would have, under either reading of what a call does to timers that it does not name: sending the
    // config again must change nothing, whether or not calls that were not accepted were carried out.
    private static bool Expected(List<(ParticipantRoleOutcome Outcome, string Endpoint)> history, ParticipantRoleConfig asked, string endpoint)
    {
        var sent = history.FindAll(h => h.Endpoint == endpoint && h.Outcome.GetConfig()!.GetContact().Equals(asked.GetContact())
            && (h.Outcome.Attempts > 0 || h.Outcome.Status == OutcomeStatus.Accepted));
        return sent.Count > 0 && sent[^1].Outcome.Status == OutcomeStatus.Accepted && sent[^1].Outcome.GetConfig()!.Equals(asked);
    }

    // Half of the time one that already occurred.
    private static ParticipantRoleConfig ConfigOf(List<(ParticipantRoleOutcome Outcome, string Endpoint)> history, Random dice)
    {
        if (history.Count > 0 && dice.Next(2) == 0)
        {
            return history[dice.Next(history.Count)].Outcome.GetConfig()!;
        }

        var timers = TimerKinds.All.Select(_ => dice.Next(5) switch { 0 => 5, 1 => 10, 2 => 0, _ => (int?)null }).ToArray();
        return Config($"c-{dice.Next(2)}", timers.Any(t => t is not null) ? timers : [5]);
    }

    private static string AnyEndpoint(Random dice) => dice.Next(4) == 0 ? "http://127.0.0.1:8090" : Endpoint;

    private static ParticipantRoleOutcome Outcome(char status, int attempts, ParticipantRoleConfig config) => status switch
    {
        'A' => Accepted(config),
        'F' => Failed(config, attempts),
        _ => Cancelled(config, attempts),
    };

    private static ParticipantRoleConfig Timers(string text)
    {
        var minutes = text.Split('/').Select(t => t == "-" ? (int?)null : int.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return Config("c-1", minutes[0], null, minutes[1]);
    }
}
