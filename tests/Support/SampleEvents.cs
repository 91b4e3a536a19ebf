namespace ConnectTimers.Tests.Support;

/// <summary>Events in the forms in which they arrive, all of contact c-1 in instance i-1, eu-west-2, account 111122223333.</summary>
public static class SampleEvents
{
    public const string InstanceArn = "arn:aws:connect:eu-west-2:111122223333:instance/i-1";

    public static string EventBridge(string type = "QUEUED", string channel = "CHAT", string more = "", string contact = "c-1", string instanceArn = InstanceArn) => $$"""
        {"version":"0","id":"00000000-0000-4000-8000-000000000009","detail-type":"Amazon Connect Contact Event","source":"aws.connect","account":"111122223333",
        "time":"2026-11-25T18:33:03Z","region":"eu-west-2","resources":["{{InstanceArn}}/contact/{{contact}}","{{InstanceArn}}"],
        "detail":{"eventType":"{{type}}","contactId":"{{contact}}","initialContactId":"{{contact}}","channel":"{{channel}}","instanceArn":"{{instanceArn}}",
        "initiationMethod":"API","initiationTimestamp":"2026-11-25T18:33:00.716Z",
        "queueInfo":{"queueArn":"{{InstanceArn}}/queue/q-1","queueType":"STANDARD","enqueueTimestamp":"2026-11-25T18:33:03.062Z"},{{more}}
        "tags":{"aws:connect:instanceId":"i-1"} } }
        """.ReplaceLineEndings("");

    public static string Agent(string joined) => $$"""
        "agentInfo":{"agentArn":"{{InstanceArn}}/agent/a-1","connectedToAgentTimestamp":"{{joined}}"},
        """;

    public static string Flow(string parameters = "{}", string queue = "null") => $$"""
        {"Name":"ContactFlowEvent","Details":{"Parameters":{{parameters}},"ContactData":{"Attributes":{},"Channel":"CHAT","ContactId":"c-1","InitialContactId":"c-1",
        "PreviousContactId":"c-1","InitiationMethod":"API","InstanceARN":"{{InstanceArn}}","CustomerEndpoint":null,"SystemEndpoint":null,"Queue":{{queue}},
        "MediaStreams":{"Customer":{"Audio":{} } },"References":{},"LanguageCode":"en-US"} } }
        """.ReplaceLineEndings("");

    public static string Batch(params string[] bodies) => $$"""{"Records":[{{string.Join(',', bodies.Select((b, i) => Message($"m-{i + 1}", b, "aws:sqs")))}}]}""";

    public static string Message(string id, string body, string source) => System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["messageId"] = id, ["receiptHandle"] = "handle", ["body"] = body, ["attributes"] = new Dictionary<string, string> { ["ApproximateReceiveCount"] = "1" },
        ["eventSource"] = source,
    });
}
