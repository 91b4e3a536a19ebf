namespace ConnectTimers.Emulator.Tests;

public sealed class ContactsFileTests
{
    [Fact]
    public void Columns_are_found_by_name_in_any_case_and_order_and_others_passed_over()
    {
        var contacts = ContactsFile.Parse(["CustomerIdle,contactid,INSTANCEID,State", "5,c1,i,", "", ",c2,i,Connected", "x,c3,i,ended"]);

        Assert.Equal(
            [new("i", "c1"), new("i", "c2", ContactState.Connected), new EmulatedContact("i", "c3", ContactState.Ended)],
            contacts);
    }

    [Fact]
    public void Quoted_cells_may_hold_commas_and_quotes() => Assert.Equal(
        [new EmulatedContact("i,1", "say \"c\"")],
        ContactsFile.Parse(["\"InstanceId\",\"ContactId\"", "\"i,1\",\"say \"\"c\"\"\""]));

    [Theory]
    [InlineData("line 1: the header has no InstanceId column", "ContactId", "c")]
    [InlineData("line 1: the header has no ContactId column", "InstanceId", "i")]
    [InlineData("line 3: no ContactId", "InstanceId,ContactId", "i,c", "i")]
    [InlineData("line 2: no InstanceId", "InstanceId,ContactId", ",c")]
    [InlineData("line 2: state 'away' is none of waiting, connected, ended", "InstanceId,ContactId,State", "i,c,away")]
    [InlineData("line 2: a quote is not closed on its line", "InstanceId,ContactId", "i,\"c")]
    [InlineData("line 1: no header")]
    public void What_is_wrong_is_named_with_its_line(string message, params string[] lines) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ContactsFile.Parse(lines)).Message);
}
