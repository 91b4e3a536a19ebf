namespace ConnectTimers.Engine.Report;

/// <summary>The contacts of each account, by their last outcome. Nothing if there is only one account, or none is known.</summary>
internal sealed class AccountsSection(ReportData data)
{
    // Those with the most failures; an organization can have thousands of accounts.
    private const int MaxAccounts = 100;

    public void WriteTo(HtmlWriter page)
    {
        var accounts = data.Contacts.Where(c => c.Last.Account is not null).GroupBy(c => c.Last.Account!)
            .Select(g => (Account: g.Key, Contacts: g.Count(), Statuses: g.GroupBy(c => c.Last.Status).ToDictionary(s => s.Key, s => s.Count())))
            .OrderByDescending(a => a.Statuses.GetValueOrDefault(OutcomeStatus.Failed)).ThenBy(a => a.Account, StringComparer.Ordinal).ToList();
        if (accounts.Count < 2)
        {
            return;
        }

        var statuses = ReportFormatter.Statuses.Where(s => accounts.Exists(a => a.Statuses.ContainsKey(s))).ToArray();
        TableSection.Open(page, "accounts", "Accounts",
            accounts.Count > MaxAccounts ? $"The {DisplayText.Number(MaxAccounts)} of {DisplayText.Number(accounts.Count)} accounts with the most failures." : null,
            ("aria-labelledby", "accounts"), "runs", "Each account with the number of its contacts, by their last outcome.",
            statuses.Select(ReportFormatter.Status).Prepend("Contacts").Prepend("Account"));
        foreach (var (account, contacts, counts) in accounts.Take(MaxAccounts))
        {
            page.Open("tr");
            page.Leaf("th", account, ("scope", "row"), ("class", "id"));
            foreach (var count in statuses.Select(s => counts.GetValueOrDefault(s)).Prepend(contacts))
            {
                page.Leaf("td", DisplayText.Number(count), ("class", "num"));
            }

            page.Close();
            page.Break();
        }

        TableSection.Close(page);
    }
}
