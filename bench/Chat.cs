using System.Globalization;

namespace ConnectTimers.Bench;

/// <summary>A chat that is sent, and its timers. Neighbours differ in both, so that a value in the wrong place shows.</summary>
/// <param name="Number">From 1.</param>
internal readonly record struct Chat(int Number)
{
    public const string InstanceId = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";

    // The API's: 2 to 480 minutes.
    private const int Least = 2;
    private const int Values = 479;

    public string ContactId => $"c-{Number.ToString("00000", CultureInfo.InvariantCulture)}";

    public int CustomerIdle => Least + (Number % Values);

    public int CustomerDisconnect => Least + (Number * 7 % Values);

    public static IEnumerable<Chat> Range(int first, int count) => Enumerable.Range(first, count).Select(n => new Chat(n));

    /// <summary>The chat of a request's path; the path ends with the contact's id.</summary>
    public static Chat OfPath(string path) =>
        int.TryParse(path[(path.LastIndexOf('/') + 1)..].AsSpan().TrimStart("c-"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Chat(number)
            : throw new BenchException($"A call was logged that no client sent: {path}");
}
