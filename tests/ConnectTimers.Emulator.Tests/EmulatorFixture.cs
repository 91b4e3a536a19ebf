using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Emulator.Tests;

/// <summary>An emulator on a clock that a test moves, and a caller with valid credentials.</summary>
internal sealed class EmulatorFixture : IAsyncDisposable
{
    private EmulatorFixture(ConnectEmulator emulator, FakeTimeProvider clock, Caller caller) => (Emulator, Clock, Caller) = (emulator, clock, caller);

    public ConnectEmulator Emulator { get; }

    public FakeTimeProvider Clock { get; }

    public Caller Caller { get; }

    /// <summary>Starts an emulator; without options the rate is not limited.</summary>
    public static async Task<EmulatorFixture> StartAsync(EmulatorOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var emulator = await ConnectEmulator.StartAsync(options ?? new EmulatorOptions { RateLimit = 0 }, clock);
        return new EmulatorFixture(emulator, clock, new Caller(emulator.Endpoint, clock));
    }

    public ContactSnapshot Contact(string contactId) =>
        Assert.Single(Emulator.GetState().Contacts, contact => contact.ContactId == contactId);

    /// <summary>Returns another caller that differs in what is given.</summary>
    public Caller CallerWith(
        string accessKey = "AKIDEXAMPLE",
        string secretKey = "SECRET",
        string region = "eu-west-2",
        string service = "connect",
        string? sessionToken = null) =>
        new(Emulator.Endpoint, Clock) { Signer = new SigV4Signer(accessKey, secretKey, region, service), SessionToken = sessionToken };

    /// <summary>Waits, on the system clock, until a condition that another thread brings about holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Moves the clock step by step until a call has its answer.</summary>
    public async Task AdvanceUntilAsync(Task call, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!call.IsCompleted)
        {
            Clock.Advance(step);
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Emulator.DisposeAsync();
    }
}
