using System.Globalization;

namespace ConnectTimers.Bench.Measurements;

/// <summary>A CSV of chats as a report brings them: ids as AWS makes them, four timers, one in three unset, one in five left out.</summary>
internal static class SampleFile
{
    private const string Header = "InstanceId,ContactId,CustomerIdle,CustomerDisconnect,AgentIdle,AgentDisconnect";

    /// <summary>Writes one; the same each time.</summary>
    public static void Write(string path, int rows)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(Header);
        var dice = new Random(1);
        Span<byte> id = stackalloc byte[16];
        for (var i = 1; i <= rows; i++)
        {
            dice.NextBytes(id);
            var chat = new Chat(i);
            file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Chat.InstanceId},{new Guid(id)},{chat.CustomerIdle},{chat.CustomerDisconnect},{(i % 3 == 0 ? "Unset" : "3")},{(i % 5 == 0 ? "" : "9")}"));
        }
    }
}
