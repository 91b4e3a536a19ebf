using System.Text;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Journal;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>A temporary folder with a journal, and outcomes to write to it.</summary>
internal sealed class JournalFolder : IDisposable
{
    public const string Endpoint = "https://connect.eu-west-2.amazonaws.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero));

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "run.jsonl");

    public byte[] Bytes
    {
        get => File.ReadAllBytes(Path);
        set => File.WriteAllBytes(Path, value);
    }

    public string Text => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);

    public RunJournal Open(bool resume = false) => RunJournal.Open(Path, resume, Clock);

    /// <summary>Opens the journal, writes outcomes and closes it.</summary>
    public void Write(params IEnumerable<ParticipantRoleOutcome> outcomes)
    {
        using var journal = Open();
        foreach (var outcome in outcomes)
        {
            journal.Write(outcome, Endpoint, []);
        }
    }

    /// <summary>Opens the journal with -Resume and returns whether a config was accepted.</summary>
    public bool WasAccepted(ParticipantRoleConfig config, string endpoint = Endpoint)
    {
        using var journal = Open(resume: true);
        return journal.WasAccepted(config, endpoint);
    }

    /// <summary>Returns a config with timers in the order of <see cref="TimerKinds.All"/>: minutes, 0 for Unset, null for none.</summary>
    public static ParticipantRoleConfig Config(string contact, params int?[] timers) => new(new ChatContact("i-1", contact, "eu-west-2"),
        from kind in TimerKinds.All
        let minutes = timers.ElementAtOrDefault((int)kind)
        where minutes is not null
        select new TimerSetting(kind, minutes > 0 ? TimerValue.FromMinutes(minutes.Value) : TimerValue.Unset));

    public static ParticipantRoleOutcome Accepted(ParticipantRoleConfig config) =>
        new(config, OutcomeStatus.Accepted) { Attempts = 1, SentAt = new DateTime(2026, 3, 1, 11, 59, 59, 920, DateTimeKind.Utc), LatencyMs = 87, RequestId = "r-1" };

    public static ParticipantRoleOutcome Failed(ParticipantRoleConfig config, int attempts = 1) =>
        new(config, OutcomeStatus.Failed, new Problem("InternalServiceException", ProblemCategory.ConnectionError, "It broke.", "Run it again.")) { Attempts = attempts };

    public static ParticipantRoleOutcome Cancelled(ParticipantRoleConfig config, int attempts) =>
        new(config, OutcomeStatus.Cancelled, attempts > 0 ? RunProblems.StoppedInFlight() : RunProblems.NotSent()) { Attempts = attempts };

    public void Dispose() => _folder.Delete(recursive: true);
}
