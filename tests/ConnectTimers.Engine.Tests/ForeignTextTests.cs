namespace ConnectTimers.Engine.Tests;

/// <summary>Text from other programs and services is cleaned before it is shown.</summary>
public class ForeignTextTests
{
    [Theory]
    [InlineData("could not reach http://anna:pa@ss@proxy:3128/x", "could not reach http://(removed)@proxy:3128/x")]
    [InlineData("http://anna:p@ss@proxy", "http://(removed)@proxy")]
    [InlineData("x-amz-security-token:IQoJb3JpZ2lu+/=\nhost:a", "x-amz-security-token:(removed)\\u000Ahost:a")]
    [InlineData("\"Authorization\": \"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/2026, Signature=abc\"", "\"Authorization\": \"(removed)\"")]
    [InlineData("Credential=K/20260301/eu, Signature=0123abc", "Credential=(removed), Signature=(removed)")]
    [InlineData("the key AKIAIOSFODNN7EXAMPLE is unknown", "the key (removed) is unknown")]
    [InlineData("{\"SecretAccessKey\":\"abc/+x\",\"a\":1}", "{\"SecretAccessKey\":\"(removed)\",\"a\":1}")]
    [InlineData("aws_session_token = FwoGZX", "aws_session_token = (removed)")]
    [InlineData("Proxy-Authorization: Basic YW5uYTpw\r\nVia: x", "Proxy-Authorization: (removed)\\u000D\\u000AVia: x")]
    [InlineData("Cookie: a=b; c=d", "Cookie: (removed)")]
    [InlineData("mail anna@example.com about https://example.com/a@b", "mail anna@example.com about https://example.com/a@b")]
    [InlineData("red\u001b[31m \u202eflip \u009b", "red\\u001B[31m \\u202Eflip \\u009B")]
    [InlineData(null, "")]
    public void Secrets_and_control_characters_are_removed_from_a_message(string? text, string shown)
    {
        Assert.Equal(shown, ForeignText.Message(text));
    }

    [Fact]
    public void The_signing_credentials_of_a_run_are_removed_in_any_spelling()
    {
        ForeignText.Hide("Wh+Jalr/XUtn=FEMI", "QWERTY-SESSION-TOKEN");

        Assert.Equal("it sent (removed) and (removed), twice (removed)", ForeignText.Message("it sent Wh+Jalr/XUtn=FEMI and QWERTY-SESSION-TOKEN, twice Wh%2BJalr%2FXUtn%3DFEMI"));
    }

    [Fact]
    public void It_is_cut_at_1024_characters_without_leaving_part_of_a_secret()
    {
        ForeignText.Hide("A-LONG-SECRET-AT-THE-EDGE");
        var text = ForeignText.Message(new string('x', 1015) + "A-LONG-SECRET-AT-THE-EDGE" + new string('y', 100_000));

        Assert.Equal(1025, text.Length);
        Assert.DoesNotContain("LONG", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LONG", ForeignText.Message(string.Concat(Enumerable.Repeat("A-LONG-SECRET-AT-THE-EDGE ", 3_000))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws.protocoltests#ThrottlingException:http://internal.example/", "ThrottlingException")]
    [InlineData("Evil\u001b]0;title\u0007Exception", "Evil0titleException")]
    [InlineData("=cmd|' /C calc'!A0", "cmdCcalcA0")]
    [InlineData("\u202e", "")]
    [InlineData(null, "")]
    public void A_code_has_the_letters_of_codes(string? text, string code) => Assert.Equal(code, ForeignText.Code(text));

    [Fact]
    public void A_code_and_an_id_are_short() => Assert.Equal((128, 128), (ForeignText.Code(new string('a', 1_000_000)).Length, ForeignText.RequestId(new string('b', 1_000_000))!.Length));
}
