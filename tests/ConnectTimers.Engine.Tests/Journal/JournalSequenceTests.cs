using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Report;
using ConnectTimers.Pipeline.Input;
using ConnectTimers.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>
/// Any sequence of runs, changes, resumed runs, kills and undoes: the journal, what is read from it, the report and the service agree, under both readings
/// of what a call does to timers that it does not name. 200 sequences; set CONNECTTIMERS_LONG=1 for 10,000.
/// </summary>
public sealed class JournalSequenceTests : IDisposable
{
    private static readonly int Sequences = LongTests.Size(usual: 200, whenLong: 10_000);

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_report_and_service_agree_after_any_sequence()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            File.Delete(_folder.Path);
            var world = new World(_folder, new Random(seed));
            for (var step = 0; step < 8; step++)
            {
                var what = world.Step();
                world.Check($"seed {seed}, step {step}: {what}");
            }
        }
    }

    /// <summary>A service in both readings, and the outcomes that the runs had.</summary>
    private sealed class World(JournalFolder folder, Random dice)
    {
        private readonly Dictionary<string, Dictionary<TimerKind, TimerValue>> _merged = [];
        private readonly Dictionary<string, Dictionary<TimerKind, TimerValue>> _replaced = [];
        private readonly HashSet<string> _said = []; // contacts with an outcome

        // Timers of a call that was killed for a contact that the journal did not have: it does not know of the call, and the next run sends the contact.
        private readonly HashSet<(string Contact, TimerKind Kind)> _untold = [];
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        private int _runs;
        private int _outcomes;

        public string Step()
        {
            var contacts = new JournalFileReader(folder.Path).ReadContacts(default);
            return dice.Next(5) switch
            {
                0 when contacts.Count > 0 => Undo(contacts),
                1 => Run(resume: false, isReliable: false),
                2 => Run(resume: true, isReliable: true),
                _ => Run(resume: true, isReliable: false),
            };
        }

        public void Check(string where)
        {
            if (!File.Exists(folder.Path))
            {
                return;
            }

            var reader = new JournalFileReader(folder.Path);
            var contacts = reader.ReadContacts(default);
            Assert.True(reader.Problem is null && reader.Invalid is null, where);
            foreach (var contact in contacts)
            {
                foreach (var kind in TimerKinds.All.Where(k => contact.GetTimer(k).Unknown is null && !_untold.Contains((contact.ContactId, k))))
                {
                    Assert.True(contact.GetTimer(kind).Accepted == Value(_merged, contact.ContactId, kind), $"{where}: {contact.ContactId} {kind}");
                }
            }

            var report = new ReportData();
            var history = new JournalFileReader(folder.Path);
            foreach (var record in history.Read(default))
            {
                report.Add(record.Outcome, history.RunOf(record.Line.RunId), 1);
            }

            Assert.True(_outcomes == report.Outcomes, $"{where}: {_outcomes} outcomes, {report.Outcomes} reported");
            Assert.Equal(_said.Order(), report.Contacts.Select(c => c.Last.Contact.ContactId).Order());
            foreach (var contact in contacts.Where(c => c.Unknown.Count == 0))
            {
                var reported = report.Contacts.Single(c => c.Last.Contact.ContactId == contact.ContactId);
                Assert.All(TimerKinds.All, kind => Assert.Equal(contact.GetTimer(kind).Accepted?.Cell.ToString(), reported.Timer(kind)));
            }
        }

        // Sends some configs; the process may be killed in any call, in the middle of a line or before it.
        private string Run(bool resume, bool isReliable)
        {
            var configs = Enumerable.Range(0, dice.Next(1, 6)).Select(_ => AnyConfig()).ToList();
            using var journal = Open(resume);
            foreach (var config in configs)
            {
                if (resume && journal.WasAccepted(config, Endpoint))
                {
                    Assert.True(config.GetTimers().All(t => Value(_merged, config.ContactId, t.Kind) == t.Value), $"skipped {config}, but these timers were not set");
                    Assert.Equal(config.GetTimers(), _replaced[config.ContactId].OrderBy(t => t.Key).Select(t => new TimerSetting(t.Key, t.Value)));
                }
                else if (!Send(journal, config, isReliable ? 0 : dice.Next(12)))
                {
                    return $"killed in {config}, resume {resume}";
                }
            }

            return $"run of {configs.Count}, resume {resume}";
        }

        private string Undo(IReadOnlyList<JournalContact> contacts)
        {
            var includeUnknown = dice.Next(2) == 0;
            var runId = dice.Next(2) == 0 ? contacts[dice.Next(contacts.Count)].RunId : null;
            var plan = new UndoPlan(contacts, runId, includeUnknown);
            using (var journal = Open(resume: true))
            {
                foreach (var (config, _) in plan.Undone)
                {
                    Send(journal, config, 0);
                }
            }

            foreach (var contact in contacts.Where(_ => runId is null))
            {
                foreach (var kind in TimerKinds.All.Where(k => (includeUnknown || contact.GetTimer(k).Unknown is null) && !_untold.Contains((contact.ContactId, k))))
                {
                    Assert.True(Value(_merged, contact.ContactId, kind) is not { IsUnset: false }, $"{contact.ContactId} {kind} is left");
                }
            }

            return $"undo of {runId ?? "all"}, unknown {includeUnknown}: {plan.Undone.Count} calls";
        }

        private RunJournal Open(bool resume)
        {
            var journal = RunJournal.Open(folder.Path, resume, _clock);
            journal.Describe(new JournalRun($"run-{++_runs}") { User = "ops" });
            return journal;
        }

        // Returns false if the process was killed.
        private bool Send(RunJournal journal, ParticipantRoleConfig config, int fate)
        {
            if (fate == 11)
            {
                Write(journal, Cancelled(config, attempts: 0)); // never sent
                return true;
            }

            journal.WriteSending(config, Endpoint);
            var isTaken = fate is 0 or 1 or 2 or 3 or 4 || dice.Next(2) == 0;
            if (isTaken)
            {
                Take(config);
            }

            switch (fate)
            {
                case 9: // killed before the outcome's line
                case 10: // killed in its middle
                    var before = new FileInfo(folder.Path).Length;
                    if (fate == 10)
                    {
                        journal.Write(isTaken ? Accepted(config) : Failed(config), Endpoint, []);
                    }

                    journal.Dispose();
                    Tear(before);
                    AddKilled(config);
                    return false;
                case 7 or 8:
                    Write(journal, Failed(config));
                    return true;
                case 5 or 6:
                    Write(journal, Cancelled(config, attempts: 1));
                    return true;
                default:
                    Write(journal, Accepted(config));
                    return true;
            }
        }

        private void Write(RunJournal journal, ParticipantRoleOutcome outcome)
        {
            journal.Write(outcome, Endpoint, []);
            _outcomes++;
            _said.Add(outcome.ContactId!);
        }

        // Cuts the file within what was written after a length.
        private void Tear(long before)
        {
            using var file = new FileStream(folder.Path, FileMode.Open);
            if (file.Length > before)
            {
                file.SetLength(before + dice.NextInt64(file.Length - before));
            }
        }

        // A killed call is an outcome if its line "about to be sent" was needed, or if only the LF of its line is missing.
        private void AddKilled(ParticipantRoleConfig config)
        {
            if (new JournalFileReader(folder.Path).ReadHistory(default).Count() > _outcomes)
            {
                _outcomes++;
                _said.Add(config.ContactId);
            }
            else
            {
                Assert.DoesNotContain(new JournalFileReader(folder.Path).ReadContacts(default), c => c.ContactId == config.ContactId);
                _untold.UnionWith(config.GetTimers().Select(t => (config.ContactId, t.Kind)));
            }
        }

        private void Take(ParticipantRoleConfig config)
        {
            var merged = _merged.TryGetValue(config.ContactId, out var found) ? found : _merged[config.ContactId] = [];
            foreach (var (kind, value) in config.GetTimers())
            {
                merged[kind] = value;
                _untold.Remove((config.ContactId, kind));
            }

            _replaced[config.ContactId] = config.GetTimers().ToDictionary(t => t.Kind, t => t.Value);
        }

        private ParticipantRoleConfig AnyConfig()
        {
            var timers = TimerKinds.All.Select(_ => dice.Next(6) switch { 0 => 5, 1 => 10, 2 => 0, _ => (int?)null }).ToArray();
            return Config($"c-{dice.Next(3)}", timers.Any(t => t is not null) ? timers : [5]);
        }

        private static TimerValue? Value(Dictionary<string, Dictionary<TimerKind, TimerValue>> state, string contact, TimerKind kind) =>
            state.TryGetValue(contact, out var timers) && timers.TryGetValue(kind, out var value) ? value : null;
    }
}
