using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Bench.Report;

/// <summary>The rows for a program, with what they were taken on and when.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Read by people as well; nothing here is ever embedded in a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <returns>False when the file cannot be written; the figures have been shown, so only that is said.</returns>
    public static bool TryWrite(string path, Machine machine, IReadOnlyList<Row> rows)
    {
        try
        {
            var report = new { Date = TimeProvider.System.GetUtcNow(), Machine = machine, Rows = rows };
            File.WriteAllText(path, JsonSerializer.Serialize(report, Options) + "\n");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"--json {path}: {e.Message}");
            return false;
        }
    }
}
