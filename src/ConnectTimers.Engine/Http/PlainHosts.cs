using System.Net;
using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine.Http;

/// <summary>The hosts that may be called in plain http, because nothing of it leaves the machine.</summary>
internal sealed class PlainHosts
{
    /// <summary>This machine.</summary>
    public static readonly PlainHosts Loopback = new();

    /// <summary>This machine, and the addresses where AWS issues credentials to EC2 instances and containers: link-local, documented by botocore and the SDKs.</summary>
    public static readonly PlainHosts LoopbackAndMetadata = new("169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23");

    private readonly IPAddress[] _others;

    private PlainHosts(params string[] others) => _others = [.. others.Select(IPAddress.Parse)];

    /// <summary>Returns whether an address of a URL means one of them. Does not resolve names: <see cref="ResolveAsync"/> does.</summary>
    public bool Includes(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && Includes(address));

    /// <summary>Returns the permitted IP addresses of a host.</summary>
    /// <exception cref="PlainHttpException">None of its addresses is permitted.</exception>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var one) ? [one] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var permitted = addresses.Where(Includes).ToArray();
        return permitted.Length > 0 ? permitted : throw new PlainHttpException(host);
    }

    private bool Includes(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || _others.Contains(plain);
    }
}

/// <summary>A connection in plain http to another machine was asked for; none was opened.</summary>
/// <param name="host">The host of the connection.</param>
internal sealed class PlainHttpException(string host)
    : Exception($"A connection in plain http would have gone to {DisplayText.Value(host)}, which is not this machine; it was not opened.");

/// <summary>The proxy of the environment or the system, except for hosts that are never called through one.</summary>
/// <param name="proxy">The proxy of the environment or the system.</param>
/// <param name="direct">The hosts that are called directly.</param>
internal sealed class DirectProxy(IWebProxy proxy, PlainHosts direct) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    // Plain http is only for hosts that are called directly, so it never goes through a proxy, which would read it.
    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.Scheme == Uri.UriSchemeHttp || direct.Includes(host) || proxy.IsBypassed(host);
}
