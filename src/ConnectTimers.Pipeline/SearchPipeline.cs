using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline;

/// <summary>The pipeline's side of one search: writes its chats, warnings and progress.</summary>
internal sealed class SearchPipeline
{
    private const string Activity = "Finding open chats";

    private readonly PSCmdlet _cmdlet;
    private readonly string _instanceId;
    private int _pages;
    private bool _isDelayed;
    private bool _isProgressShown;

    /// <summary>Creates the pipeline of one search.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="instanceId">The instance searched.</param>
    public SearchPipeline(PSCmdlet cmdlet, string instanceId)
    {
        _cmdlet = cmdlet;
        _instanceId = instanceId;
    }

    /// <summary>The number of chats so far.</summary>
    public int Found { get; private set; }

    /// <summary>Writes events until the search ends.</summary>
    /// <param name="search">The search.</param>
    /// <param name="pump">The pump that the search wakes.</param>
    /// <returns>Why the search ended early; null when it did not.</returns>
    public SearchFailed? Write(IChatSearch search, PipelinePump pump)
    {
        try
        {
            while (true)
            {
                pump.AskQuestions();
                switch (search.TryTake())
                {
                    case ChatsFound page:
                        Write(page);
                        break;
                    case SearchDelayed delay:
                        Write(delay.Problem);
                        break;
                    case SearchFailed failure:
                        return failure;
                    case null when search.IsCompleted:
                        return null;
                    case null:
                        pump.Wait();
                        break;
                }
            }
        }
        finally
        {
            if (_isProgressShown)
            {
                _cmdlet.WriteProgress(new ProgressRecord(0, Activity, $"{Found} found") { RecordType = ProgressRecordType.Completed });
            }
        }
    }

    private void Write(ChatsFound page)
    {
        _pages++;
        Found += page.Chats.Count;
        if (page.LeftOut > 0)
        {
            _cmdlet.WriteWarning($"Instance {DisplayText.Value(_instanceId)}: the service returned {DisplayText.Count(page.LeftOut, "contact", "contacts")} that did not match the search; left out.");
        }

        var of = page.TotalCount is { } total ? $" of {total}" : "";
        _cmdlet.WriteVerbose($"Page {_pages}: {DisplayText.Count(page.Chats.Count, "chat", "chats")}, {Found}{of} so far.");
        ShowProgress($"{Found}{of} found", page.TotalCount is > 0 and { } all ? (int)Math.Min(100, 100L * Found / all) : -1);
        _cmdlet.WriteObject(page.Chats, enumerateCollection: true);
    }

    private void Write(Problem delay)
    {
        if (!_isDelayed)
        {
            _isDelayed = true;
            _cmdlet.WriteWarning($"The search is delayed and will be retried: {delay.Message}");
        }

        ShowProgress($"{Found} found; delayed: {delay.Message}", -1);
    }

    private void ShowProgress(string text, int percent)
    {
        _isProgressShown = true;
        _cmdlet.WriteProgress(new ProgressRecord(0, Activity, text) { PercentComplete = percent });
    }
}
