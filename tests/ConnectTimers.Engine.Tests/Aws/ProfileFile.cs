namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The shared credentials file of <see cref="TestEnvironment"/>, with one profile in it, for the length of a test.</summary>
internal sealed class ProfileFile : IDisposable
{
    private readonly string _path = Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE")!;
    private readonly string _before;

    private string Answer => _path + ".json";

    public ProfileFile() => _before = File.ReadAllText(_path);

    public void Write(string profile, string key, string? token = null) => File.WriteAllText(_path, $"""
        [{profile}]
        aws_access_key_id = {key}
        aws_secret_access_key = SECRET
        {(token is null ? "" : "aws_session_token = " + token)}
        """);

    /// <summary>A profile whose keys a program prints: one that prints a file.</summary>
    public void WriteProgram(string profile) => File.WriteAllText(_path, $"""
        [{profile}]
        credential_process = {(OperatingSystem.IsWindows() ? "type" : "cat")} "{Answer}"
        """);

    /// <summary>What the program prints from now on: keys that it says are good for a day.</summary>
    public void WriteProgramsAnswer(string key, string token)
    {
        var expiration = TimeProvider.System.GetUtcNow().AddDays(1);
        File.WriteAllText(Answer, $$"""{"Version":1,"AccessKeyId":"{{key}}","SecretAccessKey":"SECRET","SessionToken":"{{token}}","Expiration":"{{expiration:O}}"}""");
    }

    public void Dispose() => File.WriteAllText(_path, _before);
}
