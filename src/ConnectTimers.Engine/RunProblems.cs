using System.Globalization;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine;

/// <summary>What can be wrong with a run rather than with a contact, each as a sentence. The method's name is the error's id.</summary>
internal static class RunProblems
{
    private const string RunAgain = "Run it again, with -JournalPath and -Resume to send only what is left.";

    private const string EndpointForm = "Use https://HOST, or http://localhost:PORT for an emulator on this machine; nothing was sent.";

    public static Problem InvalidEndpointUrl(string source, string url) => new(nameof(InvalidEndpointUrl), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}, which is no address that calls can go to.", EndpointForm);

    public static Problem InsecureEndpointUrl(string source, string url) => new(nameof(InsecureEndpointUrl), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}: plain http to another machine would show the calls and their session token to the network.", EndpointForm);

    public static Problem ConflictingEndpoint(string source, string url) => new(nameof(ConflictingEndpoint), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}, and FIPS or dual-stack is asked for as well; AWS allows one of them.",
        "Take the endpoint away, or AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT; nothing was sent.");

    public static Problem NoRegion() => new(nameof(NoRegion), InvalidArgument,
        "There is no Region: none was typed, no ARN names one, and neither the profile nor the environment does.",
        "Give -Region, or an ARN, or set AWS_REGION; nothing was sent.");

    public static Problem NotSent() => new(nameof(NotSent), OperationStopped,
        "The run ended before its turn; nothing was sent.", RunAgain);

    public static Problem OutOfTime(TimeSpan duration) => new(nameof(OutOfTime), OperationStopped,
        $"The run's {Time(duration)} (-MaxMinutes) were over before its turn; nothing was sent.", RunAgain);

    public static Problem GivenUp(Problem last) => new(nameof(GivenUp), OperationStopped,
        $"The run ended before it was tried again{(last.Category == LimitsExceeded ? "" : "; whether the service took it is unknown")}. The last attempt: {last.Message}", RunAgain);

    public static Problem MaxStallReached(Problem last, TimeSpan time, string next) => new(last.ErrorId, last.Category,
        $"No call has succeeded for {Time(time)}, which is all that -MaxStallMinutes allows. The last one: {last.Message}",
        $"When the cause is removed, {next}.");

    public static Problem AlreadyAccepted() => new(nameof(AlreadyAccepted), NotSpecified,
        "The journal says that these timers were accepted for it before; nothing was sent.", "Leave -Resume out to send it all the same.");

    public static Problem StoppedInFlight() => new(nameof(StoppedInFlight), OperationStopped,
        "The run was stopped while the call was under way; whether the service took it is unknown.",
        "Run it again: setting the same timers twice does no harm.");

    public static Problem SinceAhead(DateTime since, DateTime now) => new(nameof(SinceAhead), InvalidArgument,
        $"-Since is {since:yyyy-MM-dd HH:mm:ss} UTC, and by this machine's clock it is {now:yyyy-MM-dd HH:mm:ss} UTC.", "Give a time that has passed, or -Last with a span.");

    public static Problem SearchHasNoEnd(string what) => new(nameof(SearchHasNoEnd), InvalidData,
        $"The search was ended: {what}.", "Search a shorter time with -Since or -Last; what was found until then is right, and may not be all.");

    public static Problem JournalInUse(string path) => new(nameof(JournalInUse), ResourceBusy,
        $"Another run is writing to the journal '{DisplayText.Sentence(path)}'.",
        "Wait until it has ended, or give this run another -JournalPath; nothing was sent.");

    public static Problem JournalUnreadable(string path, string place) => new(nameof(JournalUnreadable), InvalidData,
        $"'{DisplayText.Sentence(path)}' is no journal that can be read: {place} is no line of one.",
        "Move the file away, or give another -JournalPath; the file was left as it is and nothing was sent.");

    public static Problem JournalUnwritable(string path, string reason) => new(nameof(JournalUnwritable), WriteError,
        $"The journal '{DisplayText.Sentence(path)}' cannot be written: {DisplayText.Sentence(reason)}",
        "Check the folder, the permissions and the space left there, or give another -JournalPath; what has no line in the journal counts as not sent.");

    public static Problem Unexpected(Exception exception) => new(nameof(Unexpected), NotSpecified,
        $"Something nobody foresaw: {exception.GetType().Name}: {DisplayText.Sentence(exception.Message)}",
        "Report it, with this message, as an issue of ConnectTimers.");

    private static string Time(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
        : $"{time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} min";
}
