using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Tests.Input;

/// <summary>Tests of ids: which characters around an id are removed, and which texts are rejected.</summary>
public class IdTextTests
{
    private const string Guid = "0000014b-abcd-4000-8000-000000000000";

    [Theory]
    [InlineData(Guid)]
    [InlineData("0000014B-ABCD-4000-8000-000000000000")]
    [InlineData(" \t0000014b-abcd-4000-8000-000000000000\r\n")]
    [InlineData("\u00A0\u200B0000014b-abcd-4000-8000-000000000000\u2060\uFEFF")]
    [InlineData("\u202A0000014b-abcd-4000-8000-000000000000\u202C")] // as copied out of a Windows dialog
    [InlineData("{0000014B-ABCD-4000-8000-000000000000}")]
    [InlineData("(0000014b-abcd-4000-8000-000000000000)")]
    [InlineData("[ \"0000014b-abcd-4000-8000-000000000000\" ]")]
    [InlineData("'0000014b-abcd-4000-8000-000000000000'")]
    [InlineData("'0000014b-abcd-4000-8000-000000000000")]
    [InlineData("“0000014b-abcd-4000-8000-000000000000”")]
    [InlineData("„0000014b-abcd-4000-8000-000000000000“")]
    [InlineData("«0000014b-abcd-4000-8000-000000000000»")]
    [InlineData("`0000014b-abcd-4000-8000-000000000000`")]
    [InlineData("=\"0000014b-abcd-4000-8000-000000000000\"")]
    [InlineData("urn:uuid:0000014B-ABCD-4000-8000-000000000000")]
    [InlineData("https://acme.my.connect.aws/contact-trace-records/details/0000014b-abcd-4000-8000-000000000000")]
    [InlineData("https://acme.my.connect.aws/contact-trace-records/details/0000014B-ABCD-4000-8000-000000000000/?tz=Europe/London#top")]
    [InlineData("acme.my.connect.aws/contact-trace-records/details/0000014b-abcd-4000-8000-000000000000")]
    [InlineData("<https://acme.awsapps.com/connect/contact-trace-records/details/0000014b-abcd-4000-8000-000000000000>")]
    [InlineData("HTTPS://ACME.MY.CONNECT.AWS/CONTACT-TRACE-RECORDS/DETAILS/0000014B-ABCD-4000-8000-000000000000")]
    public void The_id_of_a_contact_is_found_in_what_is_around_it(string text)
    {
        Assert.Equal(Guid, IdText.Normalize(text, isContact: true));
        Assert.Null(IdText.FaultOf(Guid, ChatContact.MaxContactIdLength));
    }

    [Theory]
    [InlineData("c-1")]
    [InlineData("C-1")]
    [InlineData("12345")]
    [InlineData("a/b?c=d&e=%2F")]
    [InlineData("größe")]
    [InlineData("日本")]
    [InlineData("😀1")]
    [InlineData("1e5")]
    [InlineData("null-1")]
    [InlineData("x_y.z:~!$*+@")]
    public void An_id_need_not_be_a_GUID_and_keeps_its_case(string id)
    {
        Assert.Equal(id, IdText.Normalize(id, isContact: true));
        Assert.Null(IdText.FaultOf(id, ChatContact.MaxContactIdLength));
    }

    [Theory]
    [InlineData("NULL", "missing value")]
    [InlineData("(null)", "missing value")]
    [InlineData("<NA>", "missing value")]
    [InlineData("[None]", "missing value")]
    [InlineData("nan", "missing value")]
    [InlineData("N/A", "missing value")]
    [InlineData("#N/A", "missing value")]
    [InlineData("#REF!", "missing value")]
    [InlineData("#NAME?", "missing value")]
    [InlineData("TRUE", "missing value")]
    [InlineData("\\N", "missing value")]
    [InlineData("-", "missing value")]
    [InlineData("—", "missing value")]
    [InlineData("??", "missing value")]
    [InlineData(".", "missing value")]
    [InlineData("..", "missing value")]
    [InlineData("00000000-0000-0000-0000-000000000000", "missing value")]
    [InlineData("0", "a number")]
    [InlineData("000", "a number")]
    [InlineData("-1", "a number")]
    [InlineData("5.0", "a number")]
    [InlineData("1,5", "a number")]
    [InlineData("1.2E+35", "a number")]
    [InlineData("1,2E+35", "a number")]
    [InlineData("1e-07", "a number")]
    [InlineData("ContactId", "name of a column")]
    [InlineData("Instance ID", "name of a column")]
    [InlineData("System.Object[]", ".NET type")]
    [InlineData("System.Collections.Hashtable", ".NET type")]
    [InlineData("a b", "a blank")]
    [InlineData("a\u00A0b", "U+00A0")]
    [InlineData("a\u200Bb", "U+200B")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\u001Bb", "U+001B")]
    [InlineData("id1,id2", "','")]
    [InlineData("id1;id2", "';'")]
    [InlineData("\"id1\",", "'\"'")]
    [InlineData("it's", "'''")]
    [InlineData("a[0]", "'['")]
    [InlineData("@{Id=5}", "'{'")]
    [InlineData("a#b", "'#'")]
    [InlineData("a\\b", "'\\'")]
    [InlineData("0000014b–abcd–4000–8000–000000000000", "'–'")]
    [InlineData("a\uFFFDb", "'\uFFFD'")]
    [InlineData("https://acme.my.connect.aws/agent-app-v2", "an address")]
    [InlineData("https://acme.my.connect.aws/contact-trace-records/details/", "an address")]
    [InlineData("https://connect.aws.example.com/contact-trace-records/details/0000014b-abcd-4000-8000-000000000000", "an address")]
    public void What_cannot_be_an_id_says_why(string text, string reason)
    {
        var fault = IdText.FaultOf(IdText.Normalize(text, isContact: true), ChatContact.MaxContactIdLength);

        Assert.Contains(reason, fault?.Reason, StringComparison.Ordinal);
        Assert.EndsWith(".", fault!.Value.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_part_of_an_id() =>
        Assert.All(["a\uD800", "a\uDE00\uD83D", "\uD83Da"], id =>
        {
            Assert.Contains("half a character", IdText.FaultOf(IdText.Normalize(id), ChatContact.MaxContactIdLength)?.Reason, StringComparison.Ordinal);
            Assert.False(ChatContact.IsId(id, ChatContact.MaxContactIdLength));
        });

    [Fact]
    public void A_console_address_has_no_instance_id() =>
        Assert.NotNull(IdText.FaultOf(IdText.Normalize("https://acme.my.connect.aws/contact-trace-records/details/" + Guid), ChatContact.MaxInstanceIdLength));

    [Fact]
    public void An_id_may_be_as_long_as_the_API_allows()
    {
        Assert.Null(IdText.FaultOf(new string('x', 256), 256));
        Assert.Contains("more than 256", IdText.FaultOf(new string('x', 257), 256)?.Reason, StringComparison.Ordinal);
        Assert.Contains("more than 256", IdText.FaultOf(IdText.Normalize(new string('x', 1 << 20), isContact: true), 256)?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B ")]
    [InlineData("\"\"")]
    [InlineData("{ }")]
    public void Nothing_within_quotes_is_blank(string text) => Assert.Equal("", IdText.Normalize(text));

    [Fact]
    public void Whatever_is_typed_an_id_that_passes_can_be_sent()
    {
        var dice = new Random(20261125);
        const string Characters = "ab01-_.:/ ,;#\"'()[]{}<>\\`=\t\u00A0\u200B\uD83D\uDE00é–";
        for (var i = 0; i < 100_000; i++)
        {
            var id = IdText.Normalize(new string([.. Enumerable.Range(0, dice.Next(12)).Select(_ => Characters[dice.Next(Characters.Length)])]), isContact: true);
            if (id.Length > 0 && IdText.FaultOf(id, ChatContact.MaxContactIdLength) is null)
            {
                Assert.True(ChatContact.IsId(id, ChatContact.MaxContactIdLength), id);
                Assert.Equal(id, IdText.Normalize(id, isContact: true));
            }
        }
    }
}
