using ConnectTimers.Parsing;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.Engine.Tests.Input;

public class ConfigBuilderTests
{
    [Fact]
    public void Takes_an_arn_apart_wherever_an_id_goes()
    {
        var builder = new ConfigBuilder();
        builder.Put(Column.ContactId, "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i-1/contact/c-1", "column");
        builder.Put(Column.CustomerIdle, 5, "column");

        var config = builder.Build()!;

        Assert.Equal(("i-1", "c-1", "us-gov-west-1"), (config.InstanceId, config.ContactId, config.Region));
    }

    [Theory]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i-1/contact/c-1", "123456789012")]
    [InlineData("arn:aws:connect:eu-west-2:12345:instance/i-1/contact/c-1", null)]
    [InlineData("arn:aws:connect:eu-west-2::instance/i-1/contact/c-1", null)]
    public void The_account_of_an_ARN_stays_with_the_contact(string arn, string? account)
    {
        var builder = new ConfigBuilder();
        builder.Put(Column.ContactId, arn, "column");
        builder.Put(Column.CustomerIdle, 5, "column");
        var config = builder.Build()!;
        var again = new ConfigBuilder();
        again.Put(config.In("us-east-1"));
        var merged = new ConfigBuilder();
        merged.Put(again);

        Assert.All([config, again.Build()!, merged.Build()!], c => Assert.Equal(account, c.GetContact().Account));
    }

    [Fact]
    public void Two_accounts_of_one_instance_are_a_conflict_with_both_sources()
    {
        var builder = new ConfigBuilder("row 7");
        builder.Put(Column.InstanceId, "arn:aws:connect:eu-west-2:111122223333:instance/i-1", "column 'Instance'");
        builder.Put(Column.ContactId, "arn:aws:connect:eu-west-2:444455556666:instance/i-1/contact/c-1", "column 'Contact'");

        var problem = Assert.Single(builder.Problems);
        Assert.Equal("ConflictingAccount", problem.ErrorId);
        Assert.Equal("contact 'c-1' (row 7): The account is 111122223333 in the ARN in column 'Instance' and 444455556666 in the ARN in column 'Contact'.", problem.Message);
    }

    [Theory]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/contact/")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/queue/q")]
    [InlineData("arn:aws:connect:eu west:123456789012:instance/i/contact/c")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i")]
    [InlineData("arn:aws:connect:eu-west-2:123456789012:instance/i/contact/..")]
    public void Rejects_text_that_only_begins_like_a_contact_ARN(string text)
    {
        var builder = new ConfigBuilder();
        builder.Put(Column.ContactId, text, "column");

        Assert.Contains(builder.Problems, p => p.ErrorId == "InvalidArn" && p.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_sources_that_disagree_are_both_named()
    {
        var builder = new ConfigBuilder("row 7");
        builder.Put(Column.ContactId, "c-1", "-ContactId");
        builder.Put(Column.InstanceId, "i-1", "-InstanceId");
        builder.Put(Column.InstanceId, "i-2", "column 'Instance'");
        builder.Put(Column.CustomerIdle, "5", "-CustomerIdle");
        builder.Put(Column.CustomerIdle, 7, "column 'CustomerIdle'");

        Assert.Equal(
        [
            "contact 'c-1' (row 7): InstanceId is 'i-1' in -InstanceId and 'i-2' in column 'Instance'.",
            "contact 'c-1' (row 7): CustomerIdle is '5' in -CustomerIdle and '7' in column 'CustomerIdle'.",
        ], builder.Problems.Select(p => p.Message));
        Assert.Null(builder.Build());
    }

    [Fact]
    public void Sources_that_agree_and_blanks_are_fine()
    {
        var builder = new ConfigBuilder();
        foreach (var blank in new object?[] { null, "", "  ", DBNull.Value })
        {
            builder.Put(Column.AgentIdle, blank, "column");
        }

        builder.Put(Column.InstanceId, "i", "a");
        builder.Put(Column.InstanceId, " i ", "b");
        builder.Put(Column.ContactId, "c", "a");
        builder.Put(Column.CustomerIdle, "5", "a");
        builder.Put(Column.CustomerIdle, 5, "b");

        Assert.Equal("CustomerIdle 5 min", builder.Build()!.ToString());
    }

    [Fact]
    public void Id_names_the_contact_only_where_no_other_column_does()
    {
        var alone = new ConfigBuilder();
        alone.Put(Column.Id, "c-1", "column 'Id'");
        var beside = new ConfigBuilder();
        beside.Put(Column.ContactId, "c-1", "column 'ContactId'");
        beside.Put(Column.Id, "17", "column 'Id'");

        Assert.Equal("c-1", alone.Text(Column.ContactId));
        Assert.Equal("c-1", beside.Text(Column.ContactId));
        Assert.False(beside.IsInvalid);
    }

    [Fact]
    public void Notes_every_problem_not_only_the_first()
    {
        var builder = new ConfigBuilder("row 2");
        builder.Put(Column.CustomerIdle, "1", "a");
        builder.Put(Column.AgentIdle, "never", "a");
        builder.Put(Column.Region, "EU", "a");
        builder.Build();

        Assert.Equal(["InvalidTimerValue", "InvalidTimerValue", "InvalidRegion", "MissingInstanceId", "MissingContactId"],
            builder.Problems.Select(p => p.ErrorId));
    }

    [Fact]
    public void A_bad_id_is_reported_as_bad_and_not_as_missing_too()
    {
        var builder = new ConfigBuilder();
        builder.Put(Column.InstanceId, "..", "a");
        builder.Put(Column.ContactId, "c", "a");
        builder.BuildContact();

        Assert.Equal("InvalidInstanceId", Assert.Single(builder.Problems).ErrorId);
    }
}
