using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Credentials;

/// <summary>A file in which the AWS CLI caches the tokens of a sign-in.</summary>
/// <param name="path">The file.</param>
internal sealed class CachedToken(string path)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Returns the file for a session of IAM Identity Center.</summary>
    /// <param name="name">The name of the sso-session, else the start URL.</param>
    public static CachedToken OfSso(string name) => new(System.IO.Path.Combine(AwsFiles.Folder, "sso", "cache",
#pragma warning disable CA5350 // the AWS CLI's name of a file
        Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(name))).ToLowerInvariant() + ".json"));
#pragma warning restore CA5350

    /// <summary>Returns the file for a session of <c>aws login</c>.</summary>
    /// <param name="session">The ARN that the profile has as its login_session.</param>
    public static CachedToken OfLogin(string session) => new(System.IO.Path.Combine(
        EnvironmentVariable.Of("AWS_LOGIN_CACHE_DIRECTORY")?.Value ?? System.IO.Path.Combine(AwsFiles.Folder, "login", "cache"),
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session))).ToLowerInvariant() + ".json"));

    /// <summary>Reads the file; null if it does not exist or is not a JSON object.</summary>
    public JsonObject? Read()
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file atomically (temporary file, then rename), readable only by its owner, because other programs may be reading it.</summary>
    public void Write(JsonObject token)
    {
        var beside = $"{path}.{RandomNumberGenerator.GetHexString(16)}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(Encoding.UTF8.GetBytes(token.ToJsonString()));
        }

        File.Move(beside, path, overwrite: true);
    }
}

/// <summary>Reads members that may be missing or of another kind.</summary>
internal static class JsonMember
{
    /// <summary>Returns a member that is a text; null if there is none.</summary>
    public static string? Text(this JsonObject? parent, string name) => parent?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
