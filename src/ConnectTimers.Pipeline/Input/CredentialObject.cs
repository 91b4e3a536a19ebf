using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// Credentials in an object of another module. An AWSCredentials of AWS.Tools is a type of another AWSSDK.Core than ours, of any
/// version, so it is recognized by its members (duck typing): GetCredentials or GetCredentialsAsync, whose result has three keys.
/// </summary>
internal static class CredentialObject
{
    // One for each object, so that runs with the same object share credentials and clients.
    private static readonly ConditionalWeakTable<object, ExternalCredentials> Known = new();

    /// <summary>What the object gives.</summary>
    /// <param name="value">A PSCredential, an AWSCredentials, or what AWS.Tools wraps one in.</param>
    /// <param name="source">Where it comes from, as the user knows it.</param>
    /// <returns>Null when it gives no credentials.</returns>
    public static ExternalCredentials? Of(object value, string source)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is PSCredential pair)
        {
            return Known.GetValue(pair, _ => new ExternalCredentials(() => new AccessKeys(pair.UserName, pair.GetNetworkCredential().Password, null), source));
        }

        // AWSPSCredentials, which $StoredAWSCredentials holds, keeps the credentials in a member that is not public.
        var keeper = Getter(bare) is not null ? bare : Member(bare, "Credentials");
        return keeper is not null && Getter(keeper) is { } getter ? Known.GetValue(keeper, k => new ExternalCredentials(() => Keys(getter, k), source)) : null;
    }

    private static MethodInfo? Getter(object value) =>
        value.GetType().GetMethod("GetCredentials", Type.EmptyTypes) ?? value.GetType().GetMethod("GetCredentialsAsync", Type.EmptyTypes);

    private static AccessKeys Keys(MethodInfo getter, object keeper)
    {
        try
        {
            var given = getter.Invoke(keeper, null);
            if (given is Task task)
            {
                task.GetAwaiter().GetResult();
                given = Member(task, "Result");
            }

            return given is not null && Member(given, "AccessKey") is string key && Member(given, "SecretKey") is string secret
                ? new AccessKeys(key, secret, Member(given, "Token") is string { Length: > 0 } token ? token : null)
                : throw new InvalidOperationException($"{keeper.GetType().FullName} gave no keys.");
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new InvalidOperationException(inner.Message, inner);
        }
    }

    private static object? Member(object value, string name) =>
        value.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(value)
        ?? value.GetType().GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(value);
}
