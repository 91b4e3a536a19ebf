using System.Text.Json.Nodes;
using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>AWS's own clients against the emulator.</summary>
public sealed class ClientTests
{
    [Theory]
    [ClientData("aws-cli")]
    [ClientData("boto3")]
    [ClientData("sdk-js")]
    public async Task It_sets_timers_and_finds_chats_and_sends_what_was_recorded(string client)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(CaseWorld.Contacts);

        var results = await SdkClient.Named(client).CarryOutAsync([.. InteropFiles.Cases.Select(each => Step.Of(each, emulator))]);

        foreach (var (each, result) in InteropFiles.Cases.Zip(results).Where(pair => IsKnown(pair.First.Operation, pair.Second)))
        {
            Assert.Equal((each.Name, null), (result.Name, result.Error));
            Assert.Equal(each.Finds ?? [], result.Contacts);
        }

        var (state, sent) = (emulator.GetState(), emulator.GetRequests());
        Assert.All(InteropFiles.Cases.Where(each => each.IsUpdate), update =>
        {
            CaseWorld.AssertStored(update, state);

            // The installed version sends what the recorded one sent, and so what our client sends.
            var vector = Assert.Single(InteropFiles.Vectors(client), vector => vector.Case == update.Name);
            var request = Assert.Single(sent, request => (request.Method, request.Path) == (vector.Method, vector.Path));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(vector.Body), JsonNode.Parse(request.Body)), request.Body);
        });
    }

    [Theory]
    [ClientData("aws-cli")]
    [ClientData("boto3")]
    [ClientData("sdk-js")]
    public async Task It_gets_every_error_of_the_model_as_its_own_type_and_others_by_name(string client)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = CaseWorld.Contacts });
        await using var throttling = await FailingAsync(FaultKind.Throttle);
        await using var broken = await FailingAsync(FaultKind.InternalError);
        await using var forbidding = await FailingAsync(FaultKind.AccessDenied);
        (string Error, bool Modelled, Step Step)[] expected =
        [
            ("ResourceNotFoundException", true, Update(emulator, "nobody", 5)),
            ("InvalidParameterException", true, Update(emulator, "waiting", 481)),
            ("InvalidRequestException", true, Update(emulator, "waiting", 2, 3, 4, 5, 6, 7, 8)),
            ("ThrottlingException", true, Update(throttling, "waiting", 5)),
            ("InternalServiceException", true, Update(broken, "waiting", 5)),
            ("AccessDeniedException", true, Update(forbidding, "waiting", 5)),
            ("InvalidSignatureException", false, Update(emulator, "waiting", 5) with { SecretKey = "WRONG" }),
            ("UnrecognizedClientException", false, Update(emulator, "waiting", 5) with { AccessKey = "AKIDOTHER" }),
            ("InvalidRequestException", true, Find(emulator, "SearchCriteria", """{"Name":{"SearchText":["n"],"MatchType":"MATCH_ANY"}}""")),
            ("InvalidParameterException", true, Find(emulator, "NextToken", "\"made up\"")),
            ("ThrottlingException", true, Find(throttling, "MaxResults", "1")),
            ("InternalServiceException", true, Find(broken, "MaxResults", "1")),
        ];

        var results = await SdkClient.Named(client).CarryOutAsync([.. expected.Select(each => each.Step)]);

        var known = expected.Zip(results).Where(pair => IsKnown(pair.First.Step.Operation, pair.Second)).ToList();
        Assert.Equal(
            known.Select(pair => (pair.First.Error, pair.First.Modelled)),
            known.Select(pair => (pair.Second.Error ?? "none", pair.Second.Typed && pair.First.Modelled)));
    }

    // Debian's AWS CLI is older than SearchContacts.
    private static bool IsKnown(string operation, StepResult result)
    {
        Assert.False(result.Unknown && operation == "UpdateParticipantRoleConfig", result.Name);
        return !result.Unknown;
    }

    private static Task<ConnectEmulator> FailingAsync(FaultKind kind) =>
        ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [new(kind, 1)] });

    private static Step Update(ConnectEmulator emulator, string contact, params int[] minutes)
    {
        var body = JsonNode.Parse(Caller.Body([.. minutes.Select(each => ("CUSTOMER", "IDLE", (int?)each))]))!.AsObject();
        (body["InstanceId"], body["ContactId"]) = ("i", contact);
        return Step.Of(new InteropCase("an error", "UpdateParticipantRoleConfig", body, Finds: null), emulator);
    }

    private static Step Find(ConnectEmulator emulator, string member, string value)
    {
        var search = InteropFiles.Cases.First(each => !each.IsUpdate);
        var input = search.Input.DeepClone().AsObject();
        input[member] = JsonNode.Parse(value);
        return Step.Of(search with { Input = input }, emulator);
    }
}
