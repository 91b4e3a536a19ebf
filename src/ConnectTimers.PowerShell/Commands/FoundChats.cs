using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>One search on its way into the pipeline: pages in, chats out, with what there is to say about them.</summary>
internal sealed class FoundChats
{
    private const string Activity = "Finding open chats";

    private readonly PSCmdlet _cmdlet;
    private readonly ChatQuery _query;
    private int _found;
    private int _pages;
    private bool _isDelayed;
    private bool _isShown;

    public FoundChats(PSCmdlet cmdlet, ChatQuery query)
    {
        _cmdlet = cmdlet;
        _query = query;
    }

    /// <summary>Takes a page in.</summary>
    public void Add(FoundPage page)
    {
        if (page.Delay is { } delay)
        {
            Say(delay);
            return;
        }

        if (page.Problem is not null || page.IsTurn)
        {
            return;
        }

        _pages++;
        _found += page.Chats.Count;
        if (page.LeftOut > 0)
        {
            _cmdlet.WriteWarning($"Contacts that the service gave for instance {DisplayText.Value(_query.InstanceId)}, that are none of those asked for, and are left out: {page.LeftOut}.");
        }

        var of = page.TotalCount is { } total ? $" of {total}" : "";
        _cmdlet.WriteVerbose($"Page {_pages}: {DisplayText.Count(page.Chats.Count, "chat", "chats")}, {_found}{of} so far.");
        Show($"{_found}{of} found", page.TotalCount is > 0 and { } all ? (int)Math.Min(100, 100L * _found / all) : -1);
        _cmdlet.WriteObject(page.Chats, enumerateCollection: true);
    }

    /// <summary>The error of a search that came to no good end.</summary>
    public ErrorRecord Ended(Problem problem) => problem
        .At($"instance {DisplayText.Value(_query.InstanceId)}{(_found == 0 ? "" : $", after {DisplayText.Count(_found, "chat", "chats")}")}")
        .Record(_query.InstanceId);

    /// <summary>Takes the progress away.</summary>
    public void Finish()
    {
        if (_isShown)
        {
            _cmdlet.WriteProgress(new ProgressRecord(0, Activity, $"{_found} found") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Say(Problem delay)
    {
        if (!_isDelayed)
        {
            _isDelayed = true;
            _cmdlet.WriteWarning($"The search is held up and goes on by itself: {delay.Message}");
        }

        Show($"{_found} found; held up: {delay.Message}", -1);
    }

    private void Show(string text, int percent)
    {
        _isShown = true;
        _cmdlet.WriteProgress(new ProgressRecord(0, Activity, text) { PercentComplete = percent });
    }
}
