using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;
using CsCheck;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// For any list of inputs, the calls that reach the service and the outcomes are exactly those that a plain model says. 300 lists; set
/// CONNECTTIMERS_LONG=1 for 10,000.
/// </summary>
public class PropertyTests
{
    private static readonly int Iterations = LongTests.Size(usual: 300, whenLong: 10_000);

    // Few contacts, so that neighbours and repeats are common; mostly good cells, so that whole contacts are.
    private static readonly Gen<string> Contact = AnyOf("a", "b", "c");
    private static readonly Gen<string> Cell = Gen.Frequency((6, AnyOf("5", "10", "480")), (6, Gen.Const("")), (2, Gen.Const("Unset")), (1, AnyOf("1", "481", "ten", "5.5")));
    private static readonly Gen<string> Minutes = Gen.Frequency((8, AnyOf("5", "10")), (2, Gen.Const("Unset")), (1, AnyOf("1", "", "ten")));
    private static readonly Gen<string> Role = Gen.Frequency((10, AnyOf("Customer", "Agent")), (1, AnyOf("Nobody", "")));
    private static readonly Gen<string> Type = Gen.Frequency((10, AnyOf("Idle", "Disconnect")), (1, Gen.Const("Never")));
    private static readonly Gen<string> Kind = Gen.Frequency((2, Gen.Const("id")), (4, Gen.Const("wide")), (5, Gen.Const("long")), (3, Gen.Const("new")), (1, Gen.Const("blank")));

    private static readonly Gen<Input> AnInput = Gen.Select(Kind, Contact, Cell.Array[4], Role, Type, Minutes)
        .Select((kind, contact, cells, role, type, minutes) => new Input(kind, contact, cells, role, type, minutes));

    // One input in three is the one before it, or the one before that, again: chance alone would seldom repeat a whole row.
    private static readonly Gen<Input[]> Inputs = Gen.Select(AnInput, Gen.Int[1, 6]).Array[0, 12].Select(drawn =>
    {
        var inputs = new List<Input>();
        foreach (var (input, back) in drawn)
        {
            inputs.Add(back <= 2 && inputs.Count >= back ? inputs[^back] : input);
        }

        return inputs.ToArray();
    });

    [Fact]
    public async Task The_calls_are_exactly_those_that_a_plain_model_says()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var typed = Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.Const((string?)"5")));

        Gen.Select(Inputs, typed).Sample(
            (inputs, customerIdle) =>
            {
                var expected = new ReferenceModel(customerIdle).Run(inputs);
                emulator.Reset();
                var script = $"@({string.Join('\n', inputs.Select(i => i.ToString()))}) | Set-ParticipantRoleConfig -InstanceId i {(customerIdle is null ? "" : "-CustomerIdle " + customerIdle)} @connect -PassThru";

                var written = hosted.Run(script, Hosted.Connect(emulator));

                var calls = emulator.GetRequests().Select(r => Call(r.Path, r.Body)).ToList();
                return written.Terminating is null
                    && Enumerable.SequenceEqual(calls.OrderBy(Id), expected.Calls.OrderBy(Id)) // stable: each contact's in their order
                    && Outcomes(written).SequenceEqual(expected.Outcomes.Order(StringComparer.Ordinal))
                    && Invalid(written) == expected.Refused;
            },
            iter: Iterations,
            threads: 1,
            print: t => $"{string.Join('\n', t.Item1.Select(i => i.ToString()))}\ntyped {t.Item2}\nmodel: {string.Join("; ", new ReferenceModel(t.Item2).Run(t.Item1).Calls)}\noutcomes: {string.Join("; ", new ReferenceModel(t.Item2).Run(t.Item1).Outcomes)}");
    }

    private static Gen<string> AnyOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static string Id(string call) => call.Split(' ')[0];

    private static IEnumerable<string> Outcomes(Written written) =>
        written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}").Order(StringComparer.Ordinal);

    private static int Invalid(Written written)
    {
        var summary = written.Information.Count == 0 ? "" : written.Information[^1].ToString();
        return Regex.Match(summary, "([0-9]+) invalid") is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    private static string Call(string path, string body) => string.Join(' ', JsonDocument.Parse(body).RootElement
        .GetProperty("ChannelConfiguration").GetProperty("Chat").GetProperty("ParticipantTimerConfigList").EnumerateArray()
        .Select(t => $"{t.GetProperty("ParticipantRole")}/{t.GetProperty("TimerType")}={t.GetProperty("TimerValue").EnumerateObject().Single().Value}")
        .Prepend(path.Split('/')[^1]));
}
