using Amazon.Runtime;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// How far this machine's clock is from that of the service at an address. The SDK learns it from the <c>Date</c> of every response,
/// rejections included, and dates the next signature accordingly; with its retries off, it does not retry the call.
/// </summary>
internal sealed class ServiceClock(string endpoint)
{
    // The SDK's own bound for "large enough to be the cause"; AWS documents five minutes of grace for a signature.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(4);

    // The address in the form under which the SDK stores the correction.
    private readonly string _endpoint = new Uri(endpoint).ToString();

    /// <summary>What is added to this machine's time when a call is signed now; zero if unknown.</summary>
    public TimeSpan Correction => CorrectClockSkew.GetClockCorrectionForEndpoint(_endpoint);

    /// <summary>Whether a call that was signed under this correction would be dated noticeably differently now.</summary>
    public bool HasMovedSince(TimeSpan correction) => IsNoticeable(Correction - correction);

    /// <summary>The two clocks in words, <c>This machine's clock is about 60 minutes behind the service's</c>; null if they agree.</summary>
    public static string? Describe(TimeSpan correction) => IsNoticeable(correction)
        ? $"This machine's clock is about {Math.Round(correction.Duration().TotalMinutes):0} minutes {(correction > TimeSpan.Zero ? "behind" : "ahead of")} the service's"
        : null;

    private static bool IsNoticeable(TimeSpan difference) => difference.Duration() > Noticeable;
}
