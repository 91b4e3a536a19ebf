using ConnectTimers.Recognition;

namespace ConnectTimers.Engine.Tests.Model;

public class ConfigDraftTests
{
    [Fact]
    public void Takes_an_arn_apart_wherever_an_id_goes()
    {
        var draft = new ConfigDraft();
        draft.Put(Column.ContactId, "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i-1/contact/c-1", "column");
        draft.Put(Column.CustomerIdle, 5, "column");

        var config = draft.Build()!;

        Assert.Equal(("i-1", "c-1", "us-gov-west-1"), (config.InstanceId, config.ContactId, config.Region));
    }

    [Theory]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/contact/")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/queue/q")]
    [InlineData("arn:aws:connect:eu west:123456789012:instance/i/contact/c")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/contact/..")]
    public void Refuses_what_only_begins_like_a_contacts_arn(string text)
    {
        var draft = new ConfigDraft();
        draft.Put(Column.ContactId, text, "column");

        Assert.Contains(draft.Problems, p => p.ErrorId == "InvalidArn" && p.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_sources_that_disagree_are_both_named()
    {
        var draft = new ConfigDraft("row 7");
        draft.Put(Column.ContactId, "c-1", "-ContactId");
        draft.Put(Column.InstanceId, "i-1", "-InstanceId");
        draft.Put(Column.InstanceId, "i-2", "column 'Instance'");
        draft.Put(Column.CustomerIdle, "5", "-CustomerIdle");
        draft.Put(Column.CustomerIdle, 7, "column 'CustomerIdle'");

        Assert.Equal(
        [
            "contact 'c-1' (row 7): InstanceId is 'i-1' in -InstanceId and 'i-2' in column 'Instance'.",
            "contact 'c-1' (row 7): CustomerIdle is '5' in -CustomerIdle and '7' in column 'CustomerIdle'.",
        ], draft.Problems.Select(p => p.Message));
        Assert.Null(draft.Build());
    }

    [Fact]
    public void Sources_that_agree_and_blanks_are_fine()
    {
        var draft = new ConfigDraft();
        foreach (var blank in new object?[] { null, "", "  ", DBNull.Value })
        {
            draft.Put(Column.AgentIdle, blank, "column");
        }

        draft.Put(Column.InstanceId, "i", "a");
        draft.Put(Column.InstanceId, " i ", "b");
        draft.Put(Column.ContactId, "c", "a");
        draft.Put(Column.CustomerIdle, "5", "a");
        draft.Put(Column.CustomerIdle, 5, "b");

        Assert.Equal("CustomerIdle 5 min", draft.Build()!.ToString());
    }

    [Fact]
    public void Id_names_the_contact_only_where_no_other_column_does()
    {
        var alone = new ConfigDraft();
        alone.Put(Column.Id, "c-1", "column 'Id'");
        var beside = new ConfigDraft();
        beside.Put(Column.ContactId, "c-1", "column 'ContactId'");
        beside.Put(Column.Id, "17", "column 'Id'");

        Assert.Equal("c-1", alone.Text(Column.ContactId));
        Assert.Equal("c-1", beside.Text(Column.ContactId));
        Assert.False(beside.IsRefused);
    }

    [Fact]
    public void Notes_every_problem_not_only_the_first()
    {
        var draft = new ConfigDraft("row 2");
        draft.Put(Column.CustomerIdle, "1", "a");
        draft.Put(Column.AgentIdle, "never", "a");
        draft.Put(Column.Region, "EU", "a");
        draft.Build();

        Assert.Equal(["InvalidTimerValue", "InvalidTimerValue", "InvalidRegion", "MissingInstanceId", "MissingContactId"],
            draft.Problems.Select(p => p.ErrorId));
    }

    [Fact]
    public void A_bad_id_is_reported_as_bad_and_not_as_missing_too()
    {
        var draft = new ConfigDraft();
        draft.Put(Column.InstanceId, "..", "a");
        draft.Put(Column.ContactId, "c", "a");
        draft.BuildContact();

        Assert.Equal("InvalidInstanceId", Assert.Single(draft.Problems).ErrorId);
    }

    [Theory]
    [InlineData("Contact ID", Column.ContactId)]
    [InlineData("contact-arn", Column.ContactId)]
    [InlineData("customer_disconnect_noncustomer", Column.CustomerDisconnect)]
    [InlineData("ParticipantTimerDurationInMinutes", Column.Minutes)]
    [InlineData("participant role", Column.Role)]
    public void Names_are_known_in_any_case_with_blanks_and_hyphens(string header, Column column) =>
        Assert.Equal(column, Columns.Recognise(header));

    [Fact]
    public void An_unknown_name_means_nothing() => Assert.Null(Columns.Recognise("Comment"));
}
