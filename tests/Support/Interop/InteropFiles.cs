using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Tests.Support.Interop;

/// <summary>The files of tests/interop: calls to make, and the requests that AWS's own clients sent for them.</summary>
public static class InteropFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The full path of tests/interop.</summary>
    public static string Folder { get; } = Path.GetFullPath(typeof(InteropFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Interop").Value!);

    /// <summary>The calls that every client is asked to make.</summary>
    public static IReadOnlyList<InteropCase> Cases { get; } = Read<InteropCase[]>("cases.json");

    /// <summary>The names of the clients that requests were recorded from.</summary>
    public static IReadOnlyList<string> Clients { get; } = ["aws-cli", "boto3", "sdk-js"];

    /// <summary>Rows for a theory: every client with the name of every case that meets a condition.</summary>
    public static IEnumerable<object[]> Rows(Func<InteropCase, bool> condition) =>
        from client in Clients from each in Cases where condition(each) select new object[] { client, each.Name };

    /// <summary>The requests recorded from a client, one for each case.</summary>
    public static IReadOnlyList<RecordedRequest> Vectors(string client) => Read<Recorded>(Path.Combine("vectors", client + ".json")).Requests;

    /// <summary>A case and the request that a client sent for it.</summary>
    public static (InteropCase Case, RecordedRequest Request) Find(string client, string name) =>
        (Cases.Single(each => each.Name == name), Vectors(client).Single(vector => vector.Case == name));

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Folder, file)), Options) ?? throw new JsonException(file);

    private sealed record Recorded(RecordedRequest[] Requests);
}

/// <summary>A call that every client is asked to make.</summary>
/// <param name="Name">What is particular about it.</param>
/// <param name="Operation">The operation's name in the API model.</param>
/// <param name="Input">The operation's input, as the AWS CLI takes it.</param>
/// <param name="Finds">The contacts that a search must find, in order; null for an update.</param>
public sealed record InteropCase(string Name, string Operation, JsonObject Input, IReadOnlyList<string>? Finds)
{
    /// <summary>Whether the call sets timers.</summary>
    public bool IsUpdate => Operation == "UpdateParticipantRoleConfig";

    /// <summary>The instance that the call names.</summary>
    public string InstanceId => Input[nameof(InstanceId)]!.GetValue<string>();

    /// <summary>The contact that an update names.</summary>
    public string ContactId => Input[nameof(ContactId)]!.GetValue<string>();

    /// <summary>The timers of an update: minutes by role and type; null for Unset.</summary>
    public IEnumerable<(string Role, string Type, int? Minutes)> Timers =>
        Input["ChannelConfiguration"]!["Chat"]!["ParticipantTimerConfigList"]!.AsArray().Select(entry => (
            entry!["ParticipantRole"]!.GetValue<string>(),
            entry["TimerType"]!.GetValue<string>(),
            entry["TimerValue"]!["ParticipantTimerDurationInMinutes"]?.GetValue<int>()));
}

/// <summary>A request that a client sent for a case, without its signature.</summary>
/// <param name="Case">The name of the case.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it was sent, percent-encoded.</param>
/// <param name="Headers">The headers, except those that differ from run to run.</param>
/// <param name="Body">The body as text.</param>
public sealed record RecordedRequest(string Case, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The value of the header Content-Type.</summary>
    public string ContentType => Headers.Single(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
}
