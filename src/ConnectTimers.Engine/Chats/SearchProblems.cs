using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Chats;

/// <summary>Problems of a search. The method's name is the error id.</summary>
internal static class SearchProblems
{
    public static Problem SinceInFuture(DateTime since, DateTime now) => new(nameof(SinceInFuture), InvalidArgument,
        $"-Since is {since:yyyy-MM-dd HH:mm:ss} UTC, later than the time of this machine's clock, {now:yyyy-MM-dd HH:mm:ss} UTC.",
        "Use a time in the past, or -Last with a time span.");

    /// <param name="cause">What shows that the search does not end, as the end of a sentence.</param>
    public static Problem EndlessSearch(string cause) => new(nameof(EndlessSearch), InvalidData,
        $"The search was stopped: {cause}.", "Search a shorter period (Find-ChatContact -Since or -Last). The chats found so far are correct but may be incomplete.");
}
