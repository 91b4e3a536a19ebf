namespace ConnectTimers.Engine.Report;

/// <summary>The runs with who started them, as whom, and what became of their contacts. Nothing if no outcome names its run.</summary>
internal sealed class RunsSection(ReportData data)
{
    // A journal that is scheduled every few minutes has thousands.
    private const int MaxRuns = 100;

    private static readonly (string Name, Func<ReportedRun, string?> Value)[] Columns =
    [
        ("Run", r => r.Run.Id),
        ("Started, UTC", r => r.Run.StartedAt is { } time ? ReportFormatter.Time(time) : null),
        ("User", r => r.Run.User),
        ("Computer", r => r.Run.Host),
        ("Command", r => r.Run.Command),
        ("Credentials", r => r.Run.Credentials),
        ("AWS identity", r => r.Run.Principal),
        ("Access key id", r => r.Run.AccessKeyId),
        ("Account", r => r.Run.Account),
        ("File", r => r.Run.Source),
    ];

    public void WriteTo(HtmlWriter page)
    {
        if (data.Runs.Count == 0)
        {
            return;
        }

        var runs = data.Runs.TakeLast(MaxRuns).ToList();
        var columns = Columns.Where(c => runs.Exists(r => c.Value(r) is { Length: > 0 })).ToArray();
        var statuses = ReportFormatter.Statuses.Append(OutcomeStatus.Invalid).Where(s => runs.Exists(r => r[s] > 0)).ToArray();
        TableSection.Open(page, "runs", "Runs",
            data.Runs.Count > MaxRuns ? $"The last {DisplayText.Number(MaxRuns)} of {DisplayText.Number(data.Runs.Count)} runs." : null,
            ("aria-label", "Table of the runs"), "runs", "Each run with the number of its outcomes. A contact can have outcomes of several runs.",
            columns.Select(c => c.Name).Concat(statuses.Select(ReportFormatter.Status)));
        foreach (var run in runs)
        {
            page.Open("tr");
            page.Leaf("th", run.Run.Id, ("scope", "row"), ("class", "id"));
            foreach (var (_, value) in columns.Skip(1))
            {
                page.Leaf("td", value(run) ?? "");
            }

            foreach (var status in statuses)
            {
                page.Leaf("td", DisplayText.Number(run[status]), ("class", "num"));
            }

            page.Close();
            page.Break();
        }

        TableSection.Close(page);
    }
}
