using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>What lies in tests/interop.</summary>
internal static class InteropFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Folder { get; } = Path.GetFullPath(typeof(InteropFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Interop").Value!);

    public static IReadOnlyList<Case> Cases { get; } = Read<Case[]>("cases.json");

    public static string[] Clients { get; } = ["aws-cli", "boto3", "sdk-js"];

    public static IReadOnlyList<Vector> Vectors(string client) => Read<Recorded>(Path.Combine("vectors", client + ".json")).Requests;

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Folder, file)), Options) ?? throw new JsonException(file);

    private sealed record Recorded(Vector[] Requests);
}

/// <summary>A call that every client is asked to make.</summary>
/// <param name="Name">Says what is particular about it.</param>
/// <param name="Operation">Its name in the API model.</param>
/// <param name="Input">Its input, as the AWS CLI takes it.</param>
/// <param name="Finds">The contacts it must find, in order, if it is a search.</param>
internal sealed record Case(string Name, string Operation, JsonObject Input, string[]? Finds)
{
    public bool IsUpdate => Operation == "UpdateParticipantRoleConfig";

    public string InstanceId => Input[nameof(InstanceId)]!.GetValue<string>();

    public string ContactId => Input[nameof(ContactId)]!.GetValue<string>();

    /// <summary>Its timers, minutes by role and type; null for Unset.</summary>
    public IEnumerable<(string Role, string Type, int? Minutes)> Timers =>
        Input["ChannelConfiguration"]!["Chat"]!["ParticipantTimerConfigList"]!.AsArray().Select(entry => (
            entry!["ParticipantRole"]!.GetValue<string>(),
            entry["TimerType"]!.GetValue<string>(),
            entry["TimerValue"]!["ParticipantTimerDurationInMinutes"]?.GetValue<int>()));
}

/// <summary>A request that a client sent for a case, but for its signature.</summary>
internal sealed record Vector(string Case, string Method, string Path, Dictionary<string, string> Headers, string Body)
{
    public string ContentType => Headers.Single(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
}
