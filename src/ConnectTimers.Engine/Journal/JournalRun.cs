using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Journal;

/// <summary>A run as its journal describes it: who did what, as whom, from where. Contains no secret.</summary>
/// <param name="Id">The run's id.</param>
internal sealed record JournalRun(string Id)
{
    /// <summary>The version of the module.</summary>
    public static string ModuleVersion { get; } = typeof(JournalRun).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>When its line was written, UTC; null for a run that is still to be described.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>The cmdlet.</summary>
    public string? Command { get; init; }

    /// <summary>The file that was imported in the same pipeline, in full; null if there was none.</summary>
    public string? Source { get; init; }

    /// <summary>The name of this machine.</summary>
    public string? Host { get; init; } = Environment.MachineName;

    /// <summary>The user of the operating system.</summary>
    public string? User { get; init; } = Environment.UserName;

    /// <summary>The credentials and what named them; null until they are there.</summary>
    public string? Credentials { get; init; }

    /// <summary>The ARN of the AWS user or role; null if unknown.</summary>
    public string? Principal { get; init; }

    /// <summary>The id of the access key; null until the keys are there.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The account; null if unknown.</summary>
    public string? Account { get; init; }

    /// <summary>Reads a run from the members of its line.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cells">Names and values.</param>
    public static JournalRun Of(string id, IEnumerable<KeyValuePair<string, object?>> cells)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in cells)
        {
            texts[name] = value as string;
        }

        return new JournalRun(id)
        {
            StartedAt = OutcomeParser.ParseTime(texts.GetValueOrDefault("Time")),
            Command = texts.GetValueOrDefault(nameof(Command)),
            Host = texts.GetValueOrDefault(nameof(Host)),
            User = texts.GetValueOrDefault(nameof(User)),
            Credentials = texts.GetValueOrDefault(nameof(Credentials)),
            Principal = texts.GetValueOrDefault(nameof(Principal)),
            AccessKeyId = texts.GetValueOrDefault(nameof(AccessKeyId)),
            Account = texts.GetValueOrDefault(nameof(Account)),
            Source = texts.GetValueOrDefault(nameof(Source)),
        };
    }

    /// <summary>Returns the run with what is known of its connection; the same run if there is no description.</summary>
    public JournalRun As(ConnectionDescription? connection) => connection is null ? this : this with
    {
        Credentials = connection.Credentials,
        Principal = connection.Principal,
        AccessKeyId = connection.AccessKeyId,
        Account = connection.AccountId,
    };
}
