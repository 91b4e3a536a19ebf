using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

/// <summary>The answer of a search.</summary>
internal sealed record Found(JsonArray Contacts, string? NextToken, int TotalCount)
{
    /// <summary>The ids of the contacts, in the order of the answer.</summary>
    public IReadOnlyList<string> Ids => [.. Contacts.Select(contact => contact!["Id"]!.GetValue<string>())];

    public static Found Of(Answer answer)
    {
        var body = JsonNode.Parse(answer.Body)!;
        return new Found(body[nameof(Contacts)]!.AsArray(), body[nameof(NextToken)]?.GetValue<string>(), body[nameof(TotalCount)]!.GetValue<int>());
    }
}
