using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Problems of an endpoint's address. The method's name is the error id.</summary>
internal static class EndpointProblems
{
    private const string ValidForms = "Use https://HOST, or http://localhost:PORT for an emulator on this machine; nothing was sent.";

    public static Problem InvalidEndpointUrl(string source, string url) => new(nameof(InvalidEndpointUrl), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}, which is not a valid endpoint address.", ValidForms);

    public static Problem InsecureEndpointUrl(string source, string url) => new(nameof(InsecureEndpointUrl), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}: plain http to another machine would expose the calls and their session token to the network.", ValidForms);

    public static Problem ConflictingEndpoint(string source, string url) => new(nameof(ConflictingEndpoint), InvalidArgument,
        $"{source} is {DisplayText.Value(url)}, but FIPS or dual-stack endpoints are enabled as well; AWS allows only one of them.",
        "Remove the endpoint, or AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT; nothing was sent.");
}
