using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>
/// The governors of the process, one for each operation, Region and address: every operation has a quota of its own. The quota is the
/// account's, but which account a key belongs to is not known without asking, so two accounts in one Region share a governor: slower
/// than need be, never faster than allowed.
/// </summary>
internal sealed class Governors(TimeProvider clock)
{
    private readonly Dictionary<(Operation Operation, string Region, string Endpoint), Governor> _governors = [];

    public Governor Of(Operation operation, string region, string endpoint)
    {
        if (!_governors.TryGetValue((operation, region, endpoint), out var governor))
        {
            _governors.Add((operation, region, endpoint), governor = new Governor(clock));
        }

        return governor;
    }
}
