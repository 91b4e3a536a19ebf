using System.Globalization;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Configuration;

/// <summary>Problems of environment variables, shared files and parameters. The method's name is the error's id.</summary>
/// <remarks>Values that may be keys are never quoted, nor are lines of files.</remarks>
internal static class ConfigurationProblems
{
    private const string NothingSent = "; nothing was sent.";

    public static Problem InvalidCharacter(string source, char character, int position) => New(nameof(InvalidCharacter), InvalidArgument,
        $"{source} contains U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)} at position {position}, which cannot be part of it.", "Set it again, without that character" + NothingSent);

    public static Problem InvalidValue(Setting setting, string expected) => New(nameof(InvalidValue), InvalidArgument,
        $"{setting.Source} is {DisplayText.Value(setting.Value)}, which is not {expected}.", "Correct or remove it" + NothingSent);

    public static Problem ConflictingProfiles(Setting profile, Setting other) => New(nameof(ConflictingProfiles), InvalidArgument,
        $"{profile.Source} is {DisplayText.Value(profile.Value)} and {other.Source} is {DisplayText.Value(other.Value)}; AWS clients differ in which of them they use.",
        "Remove one of them, or use -ProfileName" + NothingSent);

    public static Problem ProfileNotFound(Setting named, AwsFiles files)
    {
        var similar = files.ProfileNames.FirstOrDefault(name => name.Equals(named.Value, StringComparison.OrdinalIgnoreCase));
        return New(nameof(ProfileNotFound), AuthenticationError,
            $"There is no profile {DisplayText.Value(named.Value)} ({named.Source}) in {DisplayText.Sentence(files.CredentialsPath)} or {DisplayText.Sentence(files.ConfigPath)}.",
            (similar is null ? $"Correct {named.Source}, or create the profile with 'aws configure --profile NAME'" : $"Correct {named.Source}: there is a profile {DisplayText.Value(similar)}") + NothingSent);
    }

    public static Problem SectionNotFound(string kind, Setting named) => New(nameof(SectionNotFound), InvalidArgument,
        $"{named.Source} is {DisplayText.Value(named.Value)}, and there is no section [{kind} {DisplayText.Sentence(named.Value)}].", "Add the section, or correct the name" + NothingSent);

    public static Problem ProfileFileUnreadable(string path, string reason) => New(nameof(ProfileFileUnreadable), AuthenticationError,
        $"Could not read '{DisplayText.Sentence(path)}': {reason}.", "Check the path and its permissions" + NothingSent);

    public static Problem ProfileFileUnreadable(string path, int line, string reason) => New(nameof(ProfileFileUnreadable), AuthenticationError,
        $"Could not read line {line.ToString(CultureInfo.InvariantCulture)} of '{DisplayText.Sentence(path)}': it {reason}.",
        "Correct the line; settings are taken from this file with credentials of every kind" + NothingSent);

    private static Problem New(string errorId, ProblemCategory category, string message, string recommendedAction) => new(errorId, category, message, recommendedAction);
}
