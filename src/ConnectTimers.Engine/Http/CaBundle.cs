using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Http;

/// <summary>Reads the certificate authorities that AWS_CA_BUNDLE or ca_bundle names.</summary>
internal static class CaBundle
{
    /// <summary>Returns the certificates of a PEM file.</summary>
    /// <exception cref="RunFaultException">It cannot be read or has no certificate; the message names the setting.</exception>
    public static X509Certificate2Collection Read(Setting bundle)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(bundle.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new RunFaultException(Unusable(bundle, ForeignText.Message(e.Message)), e);
        }

        return authorities.Count > 0 ? authorities : throw new RunFaultException(Unusable(bundle, "There is no certificate in it."));
    }

    private static Problem Unusable(Setting bundle, string reason) => new("CaBundleUnusable", ProblemCategory.InvalidArgument,
        $"Could not read certificate authorities from {DisplayText.Value(bundle.Value)}, which {bundle.Source} names: {reason}",
        "Correct the path or the file (PEM), or remove the setting to trust this machine's authorities; nothing was sent.");
}
