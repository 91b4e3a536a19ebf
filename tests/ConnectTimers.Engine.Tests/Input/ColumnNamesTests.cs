using System.Reflection;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Tests.Input;

/// <summary>Tests of which names are columns, which resemble one and must not be ignored, and which are somebody's own.</summary>
public class ColumnNamesTests
{
    [Theory]
    [InlineData("Contact ID", Column.ContactId)]
    [InlineData("contact-arn", Column.ContactId)]
    [InlineData("ContactID ", Column.ContactId)]
    [InlineData("\uFEFFContactId", Column.ContactId)]
    [InlineData("\"Contact Id\"", Column.ContactId)]
    [InlineData("instance_arn", Column.InstanceId)]
    [InlineData("Instance\u2011ID", Column.InstanceId)]
    [InlineData("customer_disconnect_noncustomer", Column.CustomerDisconnect)]
    [InlineData("ParticipantTimerDurationInMinutes", Column.Minutes)]
    [InlineData("participant role", Column.Role)]
    [InlineData("Customer\u00A0Idle", Column.CustomerIdle)]
    [InlineData("Customer\nIdle", Column.CustomerIdle)]
    [InlineData("Customer\r\n  Idle", Column.CustomerIdle)]
    [InlineData("Customer\u200BIdle\u200E", Column.CustomerIdle)]
    [InlineData("Cus\u00ADtomer Idle", Column.CustomerIdle)]
    [InlineData("Customer\u3000Idle", Column.CustomerIdle)]
    [InlineData("Customer\u2014Idle", Column.CustomerIdle)]
    [InlineData("Customer/Idle:", Column.CustomerIdle)]
    [InlineData("Customer.Idle *", Column.CustomerIdle)]
    [InlineData("Customer\uFFFDIdle", Column.CustomerIdle)] // a no-break space of Windows-1252, read as UTF-8
    [InlineData("Customer Idle ▲", Column.CustomerIdle)]
    [InlineData("⏱️ Customer Idle", Column.CustomerIdle)]
    [InlineData("ＣｕｓｔｏｍｅｒＩｄｌｅ", Column.CustomerIdle)]
    [InlineData("Customer Idle (min)", Column.CustomerIdle)]
    [InlineData("Customer Idle [Mins.]", Column.CustomerIdle)]
    [InlineData("Customer Idle（minutes）", Column.CustomerIdle)]
    [InlineData("CustomerIdle, in min", Column.CustomerIdle)]
    [InlineData("customeridlemins", Column.CustomerIdle)]
    [InlineData("AGENT_DISCONNECT_MINUTES", Column.AgentDisconnect)]
    [InlineData("agent-disconnect-noncustomer-minute", Column.AgentDisconnect)]
    [InlineData("AgentIdleInMinutes", Column.AgentIdle)]
    public void Only_letters_and_digits_count_in_a_name_and_a_timer_may_have_its_unit(string name, Column column)
    {
        Assert.Equal(column, Columns.Find(name));
        Assert.Null(ColumnHeader.Of(name).Lookalike);
    }

    [Theory]
    [InlineData("CustomerIddle", "CustomerIdle")]
    [InlineData("CustomerIdel", "CustomerIdle")]
    [InlineData("Custommer Idle (min)", "CustomerIdle")]
    [InlineData("Custmer Idel", "CustomerIdle")]
    [InlineData("custidle", "CustomerIdle")]
    [InlineData("Cust Idle", "CustomerIdle")]
    [InlineData("Idle Customer", "CustomerIdle")]
    [InlineData("Customer_Idle_Time", "CustomerIdle")]
    [InlineData("customeridletimeout", "CustomerIdle")]
    [InlineData("CustomerIdleSeconds", "CustomerIdle")]
    [InlineData("Customer Idle (h)", "CustomerIdle")]
    [InlineData("CustomerIdle2", "CustomerIdle")]
    [InlineData("CustomerIdle.1", "CustomerIdle")]
    [InlineData("Min. until customer is idle", "CustomerIdle")]
    [InlineData("Сustomer Idle", "CustomerIdle")] // a Cyrillic С
    [InlineData("CustomerÂ Idle", "CustomerIdle")]
    [InlineData("Clients idle", "CustomerIdle")]
    [InlineData("AgentDisc", "AgentDisconnect")]
    [InlineData("Agt Disco (min)", "AgentDisconnect")]
    [InlineData("Agent Disconect", "AgentDisconnect")]
    [InlineData("agentdisconnnectt", "AgentDisconnect")]
    [InlineData("Agents auto-disconnect", "AgentDisconnect")]
    [InlineData("AgnetIdle", "AgentIdle")]
    [InlineData("CustomerDisconnectNonCust", "CustomerDisconnect")]
    [InlineData("CustDisconnect", "CustomerDisconnect")]
    [InlineData("Idle (min)", "CustomerIdle or AgentIdle")]
    [InlineData("Disconnect", "CustomerDisconnect or AgentDisconnect")]
    [InlineData("Customer Timeout", "CustomerIdle or CustomerDisconnect")]
    public void A_name_that_resembles_a_timer_says_what_it_may_mean(string name, string meaning) => AssertLookalike(name, meaning, isIgnoredBesideTheColumn: false);

    [Theory]
    [InlineData("ContctId", "ContactId")]
    [InlineData("ContatcId", "ContactId")]
    [InlineData("Contact Idd", "ContactId")]
    [InlineData("ContactIds", "ContactId")]
    [InlineData("Contakt", "ContactId")]
    [InlineData("InstancId", "InstanceId")]
    [InlineData("IntsanceId", "InstanceId")]
    [InlineData("Instence Id", "InstanceId")]
    public void A_misspelt_contact_or_instance_is_never_ignored(string name, string meaning) => AssertLookalike(name, meaning, isIgnoredBesideTheColumn: false);

    [Theory]
    [InlineData("Contact GUID", "ContactId")]
    [InlineData("CntctId", "ContactId")]
    [InlineData("ID of contact", "ContactId")]
    [InlineData("Amazon Connect Contact ID", "ContactId")]
    [InlineData("Contacts", "ContactId")]
    [InlineData("Connect instance UUID", "InstanceId")]
    public void Other_words_for_the_contact_or_instance_may_be_ignored_beside_the_column(string name, string meaning) =>
        AssertLookalike(name, meaning, isIgnoredBesideTheColumn: true);

    [Theory]
    [InlineData("Comment")]
    [InlineData("Queue")]
    [InlineData("Customer")]
    [InlineData("CustomerId")]
    [InlineData("Customer Name")]
    [InlineData("Customer Title")]
    [InlineData("CustomerRole")]
    [InlineData("Customer Discount")]
    [InlineData("Agent")]
    [InlineData("AgentId")]
    [InlineData("Agent Title")]
    [InlineData("Agent description")]
    [InlineData("Agent Ridley")]
    [InlineData("Contact Name")]
    [InlineData("ContactMethod")]
    [InlineData("ContactFlowId")]
    [InlineData("Contact Phone")]
    [InlineData("InstanceAlias")]
    [InlineData("Distance")]
    [InlineData("Disconnect Time")]
    [InlineData("Idle since")]
    [InlineData("Mins")]
    [InlineData("Start")]
    [InlineData("Unnamed: 0")]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("\uD800")]
    // The contact of SearchContacts and DescribeContact, as the SDKs name its fields.
    [InlineData("InitialContactId")]
    [InlineData("PreviousContactId")]
    [InlineData("RelatedContactId")]
    [InlineData("ContactAssociationId")]
    [InlineData("ContactDetails")]
    [InlineData("ContactEvaluations")]
    [InlineData("InitiationMethod")]
    [InlineData("InitiationTimestamp")]
    [InlineData("DisconnectTimestamp")]
    [InlineData("DisconnectReason")]
    [InlineData("DisconnectDetails")]
    [InlineData("AgentInfo")]
    [InlineData("CustomerEndpoint")]
    [InlineData("CustomerVoiceActivity")]
    [InlineData("QueueTimeAdjustmentSeconds")]
    [InlineData("ConnectedToSystemTimestamp")]
    public void Other_names_are_somebodys_own(string name)
    {
        Assert.Null(Columns.Find(name));
        Assert.Null(ColumnHeader.Of(name).Lookalike);
    }

    [Fact]
    public void No_property_that_this_module_writes_resembles_a_column_and_is_none() =>
        Assert.Empty(typeof(ParticipantRoleConfig).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == "ConnectTimers")
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(p => ColumnHeader.Of(p.Name).Lookalike is not null)
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}"));

    [Fact]
    public void Each_typing_mistake_in_the_name_of_a_timer_is_recognized_as_one()
    {
        foreach (var timer in TimerKinds.All.Select(k => Columns.Of(k).ToString()))
        {
            for (var i = 0; i < timer.Length; i++)
            {
                AssertLookalike(timer.Remove(i, 1), timer, isIgnoredBesideTheColumn: false);
                AssertLookalike(timer.Insert(i, "z"), timer, isIgnoredBesideTheColumn: false);
                AssertLookalike(timer.Remove(i, 1).Insert(i, "q"), timer, isIgnoredBesideTheColumn: false);
            }
        }
    }

    private static void AssertLookalike(string name, string meaning, bool isIgnoredBesideTheColumn)
    {
        Assert.True(Columns.Find(name) is null, name);
        var lookalike = ColumnHeader.Of(name).Lookalike;
        Assert.Equal((name, meaning), (name, lookalike?.Text));
        Assert.True(lookalike!.Matters(_ => false), name);
        Assert.Equal((name, !isIgnoredBesideTheColumn), (name, lookalike.Matters(_ => true)));
    }
}
