using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Import;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Parsing;
using ConnectTimers.Pipeline.Input;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Bench.Micro;

/// <summary>What is done once for each contact, however large a run is.</summary>
/// <remarks>
/// In this process: BenchmarkDotNet would otherwise build a project of its own, under this repository's lock files and analyzers.
/// </remarks>
[InProcess]
[MemoryDiagnoser]
public class Pieces : IDisposable
{
    private const int Rows = 1000;
    private const string InstanceId = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";
    private const string ContactId = "11111111-1111-4111-8111-111111111111";

    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FileSettings Settings = new("/chats.csv");

    private readonly ParticipantRoleConfig _config = new(
        new ChatContact(InstanceId, ContactId, "eu-west-2"),
        [
            new(TimerKind.CustomerIdle, TimerValue.FromMinutes(5)), new(TimerKind.CustomerDisconnect, TimerValue.FromMinutes(10)),
            new(TimerKind.AgentIdle, TimerValue.Unset), new(TimerKind.AgentDisconnect, TimerValue.FromMinutes(15)),
        ]);

    private readonly JournalLineWriter _writer = new();
    private readonly byte[] _csv = Csv();
    private ParticipantRoleOutcome _outcome = null!;

    [GlobalSetup]
    public void Setup()
    {
        _outcome = new ParticipantRoleOutcome(_config, OutcomeStatus.Accepted)
        {
            Attempts = 1,
            SentAt = Time.UtcDateTime,
            LatencyMs = 87,
            RequestId = "0f3c6a1e-90ab-4def-8234-567890abcdef",
        };
        if (CsvRowsToConfigs() != Rows)
        {
            throw new BenchException("Not every row became a config.");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "a request's body, of four timers")]
    public int RequestBody() => UpdateParticipantRoleConfigMarshaller.Body(_config).Length;

    [Benchmark(Description = "a CSV row of four timers to a config", OperationsPerInvoke = Rows)]
    public int CsvRowsToConfigs()
    {
        var configs = 0;
        foreach (var row in FileReader.Read(() => new MemoryStream(_csv, writable: false), Settings, CancellationToken.None).OfType<FileRow>())
        {
            var builder = new ConfigBuilder("chats.csv line 2");
            foreach (var (name, cell) in row.Cells)
            {
                var header = ColumnHeader.Of(name);
                builder.Put(header.Column!.Value, cell, header.Source);
            }

            configs += builder.Build() is null ? 0 : 1;
        }

        return configs;
    }

    [Benchmark(Description = "a line of the journal")]
    public int JournalLine() => _writer.Write(Time, _outcome, "https://connect.eu-west-2.amazonaws.com", []).Length;

    // Rows differ, as those of a report do.
    private static byte[] Csv()
    {
        var text = new StringBuilder("InstanceId,ContactId,CustomerIdle,CustomerDisconnect,AgentIdle,AgentDisconnect\n");
        for (var i = 0; i < Rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{InstanceId},11111111-1111-4111-8111-{i:000000000000},{2 + (i % 479)},{2 + (i * 7 % 479)},Unset,9\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
