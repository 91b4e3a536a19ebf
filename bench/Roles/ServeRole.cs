using ConnectTimers.Bench.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ConnectTimers.Bench.Roles;

/// <summary>How much a server has taken in.</summary>
/// <param name="Calls">Calls, those that asked for this not among them.</param>
/// <param name="Bytes">The bytes of their paths and bodies.</param>
internal sealed record Taken(long Calls, long Bytes);

/// <summary>A server that does next to nothing, and the same for everyone: reads the body, counts, answers 200 with nothing in it.</summary>
internal static class ServeRole
{
    public const string Name = "serve";

    public const string Listening = "listening";

    public const string CountPath = "/count";

    public static async Task<int> RunAsync()
    {
        var gone = new TaskCompletionSource();
        _ = Parent.Listen(gone.SetResult);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        long calls = 0, bytes = 0;
        server.Run(async http =>
        {
            if (http.Request.Path == CountPath)
            {
                await http.Response.WriteAsync(Wire.Write(new Taken(Interlocked.Read(ref calls), Interlocked.Read(ref bytes))));
                return;
            }

            var length = http.Request.Path.Value!.Length;
            var body = http.Request.BodyReader;
            for (var isWhole = false; !isWhole;)
            {
                var read = await body.ReadAsync();
                length += (int)read.Buffer.Length;
                isWhole = read.IsCompleted;
                body.AdvanceTo(read.Buffer.End);
            }

            Interlocked.Increment(ref calls);
            Interlocked.Add(ref bytes, length);
            http.Response.ContentLength = 0;
        });
        await server.StartAsync();
        Parent.Say(Listening, new Uri(server.Urls.Single()));
        await gone.Task;
        return 0;
    }
}
