using System.Text.RegularExpressions;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Problems of the parameters that name a role. The patterns and lengths are those of the API references of IAM and STS (AssumeRole).</summary>
internal static class RoleProblems
{
    private const string NothingSent = "; nothing was sent.";

    private static readonly Regex Arn = new(@"\Aarn:[a-z-]+:iam::[0-9]{12}:role/[\w+=,.@/-]{1,576}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    // With the path of the role, if it has one.
    private static readonly Regex Name = new(@"\A[\w+=,.@-]+(/[\w+=,.@-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    private static readonly Regex SessionName = new(@"\A[\w+=,.@-]{2,64}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    private static readonly Regex ExternalId = new(@"\A[\w+=,.@:/-]{2,1224}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);

    /// <summary>Returns the first problem; null when nothing is wrong.</summary>
    public static Problem? Of(ConnectionParameters parameters) => parameters switch
    {
        { RoleArn: not null, RoleName: not null } => New("ConflictingRoles", "-RoleArn and -RoleName were given at once.", "Use only one of them"),
        { RoleArn: { } arn } when !Arn.IsMatch(arn.Trim()) => New("InvalidRoleArn", $"-RoleArn is {DisplayText.Value(arn)}, which is not the ARN of a role.",
            "Use arn:aws:iam::ACCOUNT:role/NAME, or -RoleName with the name alone"),
        { RoleName: { } name } when name.Trim().StartsWith("arn:", StringComparison.OrdinalIgnoreCase) => New("InvalidRoleName", $"-RoleName is {DisplayText.Value(name)}, which is an ARN.",
            "Use -RoleArn for one role, or the name of a role that each account has"),
        { RoleName: { } name } when name.Length > 512 || !Name.IsMatch(name.Trim()) => New("InvalidRoleName", $"-RoleName is {DisplayText.Value(name)}, which cannot be the name of a role.",
            "Use letters, digits and +=,.@_-"),
        { RoleArn: null, RoleName: null, ExternalId: not null } => Missing(nameof(parameters.ExternalId)),
        { RoleArn: null, RoleName: null, RoleSessionName: not null } => Missing(nameof(parameters.RoleSessionName)),
        { ExternalId: { } id } when !ExternalId.IsMatch(id) => New("InvalidExternalId", "-ExternalId is not 2 to 1,224 letters, digits and +=,.@:/_-.", "Correct it"), // not quoted: some keep it secret
        { RoleSessionName: { } session } when !SessionName.IsMatch(session) => New("InvalidRoleSessionName",
            $"-RoleSessionName is {DisplayText.Value(session)}, which is not 2 to 64 letters, digits and +=,.@_-.", "Correct it"),
        _ => null,
    };

    private static Problem Missing(string parameter) => New("RoleMissing", $"-{parameter} belongs to a role, and none is named.", "Add -RoleName or -RoleArn");

    private static Problem New(string errorId, string message, string action) => new(errorId, InvalidArgument, message, action + NothingSent);
}
