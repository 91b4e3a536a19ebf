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
        page.Open("section", ("aria-labelledby", "accounts"));
        page.Leaf("h2", "Accounts", ("id", "accounts"));
        if (accounts.Count > MaxAccounts)
        {
            page.Leaf("p", $"The {DisplayText.Number(MaxAccounts)} of {DisplayText.Number(accounts.Count)} accounts with the most failures.", ("class", "remark"));
        }

        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "accounts"));
        page.Open("table", ("class", "runs"));
        page.Leaf("caption", "Each account with the number of its contacts, by their last outcome.");
        page.Open("thead");
        page.Open("tr");
        foreach (var name in statuses.Select(ReportFormatter.Status).Prepend("Contacts").Prepend("Account"))
        {
            page.Leaf("th", name, ("scope", "col"));
        }

        page.Close();
        page.Close();
        page.Open("tbody");
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

        page.Close();
        page.Close();
        page.Close();
        page.Close();
        page.Break();
    }
}
