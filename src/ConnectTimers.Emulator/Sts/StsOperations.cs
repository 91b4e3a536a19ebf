using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ConnectTimers.Emulator;

/// <summary>The operations of AWS STS that say who a caller is and assume roles.</summary>
internal sealed partial class StsOperations(CredentialStore credentials, IReadOnlyList<EmulatedAccount> accounts, TimeProvider clock)
{
    private const string XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    // Limits of the API reference, AssumeRole.
    private const int ShortestSession = 900;
    private const int LongestSession = 43200;
    private const int DefaultSession = 3600;
    private const int LongestChainedSession = 3600;

    /// <summary>Returns the service with these operations.</summary>
    public AwsService ToService() => new(
        "sts",
        new AwsQuery(XmlNamespace),
        new ServiceException(400, "Throttling", "Rate exceeded"),
        new ServiceException(500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
        [new StsOperation("AssumeRole", AssumeRole), new StsOperation("GetCallerIdentity", GetCallerIdentity)]);

    private static string GetCallerIdentity(Dictionary<string, StringValues> input, Caller caller) =>
        $"<Arn>{Xml(caller.Arn)}</Arn><UserId>{Xml(caller.UserId)}</UserId><Account>{caller.Account}</Account>";

    private string AssumeRole(Dictionary<string, StringValues> input, Caller caller)
    {
        var arn = Need(input, "RoleArn");
        var session = Need(input, "RoleSessionName");
        if (!SessionName().IsMatch(session))
        {
            throw ValidationError($"Value '{session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }

        var seconds = DefaultSession;
        if (input.TryGetValue("DurationSeconds", out var duration)
            && (!int.TryParse(duration.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < ShortestSession or > LongestSession))
        {
            throw ValidationError($"DurationSeconds must be from {ShortestSession} to {LongestSession}.");
        }

        if (caller.IsRole && seconds > LongestChainedSession)
        {
            throw ValidationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        if (RoleArn().Match(arn) is not { Success: true } role)
        {
            throw ValidationError($"{arn} is invalid");
        }

        var (accountId, name) = (role.Groups["account"].Value, role.Groups["name"].Value);
        var account = accounts.FirstOrDefault(account => account.AccountId == accountId && account.RoleNames.Contains(name));
        if (account is null || (account.ExternalId is { } required && input.GetValueOrDefault("ExternalId").ToString() != required))
        {
            throw new ServiceException(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        var expires = clock.GetUtcNow().AddSeconds(seconds);
        var issued = credentials.Issue(accountId, Arns.Partition(caller.Region), name, session, expires);
        return $"<AssumedRoleUser><AssumedRoleId>{Xml(issued.UserId)}</AssumedRoleId><Arn>{Xml(issued.Arn)}</Arn></AssumedRoleUser>"
            + $"<Credentials><AccessKeyId>{issued.AccessKey}</AccessKeyId><SecretAccessKey>{issued.SecretKey}</SecretAccessKey>"
            + $"<SessionToken>{issued.SessionToken}</SessionToken>"
            + $"<Expiration>{expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</Expiration></Credentials>";
    }

    private static string Need(Dictionary<string, StringValues> input, string name) =>
        input.GetValueOrDefault(name) is { Count: 1 } value && value.ToString().Length > 0 ? value.ToString() : throw ValidationError($"Value at '{name}' must not be null");

    private static ServiceException ValidationError(string message) => new(400, "ValidationError", message);

    private static string? Xml(string text) => SecurityElement.Escape(text);

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();

    [GeneratedRegex("^arn:[^:]+:iam::(?<account>[0-9]{12}):role/(?:.*/)?(?<name>[^/]+)$")]
    private static partial Regex RoleArn();
}

/// <summary>An operation of AWS STS: the form field <c>Action</c> names it, its result is XML.</summary>
internal sealed class StsOperation(string name, Func<Dictionary<string, StringValues>, Caller, string> answer) : IOperation
{
    public string Name => name;

    public bool IsFor(ServiceRequest request) =>
        request is { Method: "POST", Path: "/" }
        && request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && Form(request).GetValueOrDefault("Action").ToString() == name;

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken) =>
        new(Encoding.UTF8.GetBytes(answer(Form(request), caller)));

    private static Dictionary<string, StringValues> Form(ServiceRequest request) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
}
