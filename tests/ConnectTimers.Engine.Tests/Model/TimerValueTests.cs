using System.Globalization;

namespace ConnectTimers.Engine.Tests.Model;

public class TimerValueTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(480, 480)]
    [InlineData(" 5 ", 5)]
    [InlineData("007", 7)]
    [InlineData(5L, 5)]
    [InlineData(5d, 5)]
    [InlineData("5.0", 5)]
    [InlineData("10.00", 10)]
    [InlineData("480,0", 480)]
    [InlineData("120.000000", 120)]
    [InlineData("5 min", 5)]
    [InlineData("15MINS", 15)]
    [InlineData("7 minutes", 7)]
    [InlineData("00:05:00", 5)]
    [InlineData("1:30:00", 90)]
    [InlineData("unset", null)]
    [InlineData("UNSET", null)]
    public void Reads_whole_minutes_and_unset(object cell, int? minutes)
    {
        var value = TimerValue.Read(cell);
        Assert.NotNull(value);
        Assert.Equal(minutes, value.Minutes);
        Assert.Equal(minutes is null, value.IsUnset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(481)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData("five")]
    [InlineData("5.5")]
    [InlineData("5.01")]
    [InlineData("5.000")]
    [InlineData("5,000")]
    [InlineData("5.")]
    [InlineData(".0")]
    [InlineData("5.0.0")]
    [InlineData("5.0,0")]
    [InlineData("1.0")]
    [InlineData("1e1")]
    [InlineData("+5")]
    [InlineData("0x10")]
    [InlineData("٥")]
    [InlineData("5 hours")]
    [InlineData("0:05")]
    [InlineData("00:05:30")]
    [InlineData("00:01:00")]
    [InlineData("minutes")]
    [InlineData("99999999999999999999")]
    [InlineData(5.5)]
    [InlineData(true)]
    public void Rejects_everything_else(object cell) => Assert.Null(TimerValue.Read(cell));

    [Fact]
    public void Reads_a_time_span_of_whole_minutes()
    {
        Assert.Equal(120, TimerValue.Read(TimeSpan.FromHours(2))?.Minutes);
        Assert.Null(TimerValue.Read(TimeSpan.FromSeconds(90)));
        Assert.Null(TimerValue.Read(TimeSpan.FromDays(1)));
        Assert.Null(TimerValue.Read(-TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Cannot_be_built_outside_2_to_480()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TimerValue.FromMinutes(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimerValue.FromMinutes(481));
    }

    [Fact]
    public void The_text_of_a_value_parses_back_to_the_same_value()
    {
        foreach (var value in Enumerable.Range(2, 479).Select(TimerValue.FromMinutes).Append(TimerValue.Unset))
        {
            Assert.Equal(value, TimerValue.Read(value.Cell));
            Assert.Equal(value, TimerValue.Read(value.Cell.ToString()!));
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_has_no_say(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal("120 min", TimerValue.Read(120d)?.ToString());
            Assert.True(ConnectTimers.Pipeline.Input.TimerNames.TryReadType("idle", out var type));
            Assert.Equal(TimerType.IDLE, type);
            Assert.Equal(ConnectTimers.Parsing.Column.CustomerIdle, ConnectTimers.Parsing.Columns.Find("customer_idle"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
