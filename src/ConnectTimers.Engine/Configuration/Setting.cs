using System.Globalization;

namespace ConnectTimers.Engine.Configuration;

/// <summary>A configured value and its source.</summary>
/// <param name="Value">The value: not blank, without blanks or line ends around it, without control or invisible characters in it.</param>
/// <param name="Source">The source of the value, in the user's terms: <c>AWS_REGION</c>, <c>-AccessKey</c>, <c>region of profile 'ops' (/home/anna/.aws/config, line 3)</c>.</param>
internal sealed record Setting(string Value, string Source)
{
    /// <summary>Creates a setting from its text.</summary>
    /// <returns>Null if it is null or blank, which means the same as not being set.</returns>
    /// <exception cref="RunFaultException">There is a control or invisible character in it.</exception>
    public static Setting? Of(string? written, string source)
    {
        var value = written?.Trim().Trim('\uFEFF').Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(value, i) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            {
                throw new RunFaultException(ConfigurationProblems.InvalidCharacter(source, value[i], i + 1));
            }

            i += char.IsSurrogatePair(value, i) ? 1 : 0;
        }

        return new Setting(value, source);
    }

    /// <summary>Returns the value if it is valid in an HTTP header: keys and tokens are printable ASCII without blanks.</summary>
    /// <exception cref="RunFaultException">It is not.</exception>
    public string InHeader()
    {
        var i = 0;
        while (i < Value.Length && Value[i] is > ' ' and <= '~')
        {
            i++;
        }

        return i == Value.Length ? Value : throw new RunFaultException(ConfigurationProblems.InvalidCharacter(Source, Value[i], i + 1));
    }

    /// <summary>Returns what <c>true</c> or <c>false</c> means, in any capitals.</summary>
    /// <exception cref="RunFaultException">It is neither: FIPS, for example, must not be ignored silently.</exception>
    public bool AsBoolean() => bool.TryParse(Value, out var value) ? value : throw new RunFaultException(ConfigurationProblems.InvalidValue(this, "true or false"));
}

/// <summary>Reads environment variables as they are now, not as they were when the process began.</summary>
internal static class EnvironmentVariable
{
    /// <summary>Returns a variable's value; null if it is blank or not set.</summary>
    /// <exception cref="RunFaultException">There is a control or invisible character in it.</exception>
    public static Setting? Of(string name) => Setting.Of(Environment.GetEnvironmentVariable(name), name);
}
