using Amazon;
using Amazon.Runtime.CredentialManagement;

namespace ConnectTimers.Engine.Configuration;

/// <summary>
/// Keeps the SDK from reading the shared files. It would take FIPS, dual-stack and the like from AWS_PROFILE's profile for the life of the process, whichever
/// profile a run names, and if it cannot read a file the first time, it fails until the process ends.
/// </summary>
internal static class SdkConfiguration
{
    private static readonly string Nowhere = Path.Combine(AppContext.BaseDirectory, "no-shared-files", "credentials");

    /// <summary>Must be called before any SDK client is created.</summary>
    public static void IgnoreFiles()
    {
        if (AWSConfigs.AWSProfilesLocation != Nowhere)
        {
            AWSConfigs.AWSProfilesLocation = Nowhere;

            // For the config file there is no such setting.
            typeof(SharedCredentialsFile).GetProperty(nameof(SharedCredentialsFile.DefaultConfigFilePath))!.SetValue(null, Nowhere);
        }
    }
}
