using System.Net.Http.Headers;
using System.Text.Json;

namespace ConnectTimers.Emulator.Tests;

/// <summary>An answer as it was received.</summary>
internal sealed record Answer(int Status, string? ContentType, string Body, HttpResponseHeaders Headers)
{
    public string? ErrorType => Header("X-Amzn-Errortype");

    public string? RequestId => Header("x-amzn-RequestId");

    public string? Message => JsonDocument.Parse(Body).RootElement.GetProperty(nameof(Message)).GetString();

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers);

    private string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
