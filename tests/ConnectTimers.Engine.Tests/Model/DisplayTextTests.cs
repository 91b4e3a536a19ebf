namespace ConnectTimers.Engine.Tests.Model;

public class DisplayTextTests
{
    [Theory]
    [InlineData("\u001b[31mred", "'\\u001B[31mred'")]
    [InlineData("a\r\nb", "'a\\u000D\\u000Ab'")]
    [InlineData("user\u202Egpj", "'user\\u202Egpj'")]
    [InlineData("zero\u200Bwidth", "'zero\\u200Bwidth'")]
    [InlineData("größe 😀", "'größe 😀'")]
    [InlineData(5, "'5'")]
    [InlineData(null, "(blank)")]
    [InlineData(" ", "(blank)")]
    public void Invisible_characters_are_made_visible(object? value, string shown) => Assert.Equal(shown, DisplayText.Value(value));

    [Fact]
    public void Half_a_character_is_shown_by_its_number() => Assert.Equal("'a\\uD800'", DisplayText.Value("a\ud800"));

    [Fact]
    public void A_megabyte_is_cut_and_said_to_be()
    {
        var shown = DisplayText.Value(new string('x', 1_000_000));

        Assert.Equal("'" + new string('x', 80) + "'… (1,000,000 characters)", shown);
    }

    [Fact]
    public void A_cut_never_leaves_half_a_character() =>
        Assert.Equal("'" + new string('x', 79) + "'… (81 characters)", DisplayText.Value(new string('x', 79) + "😀"));
}
