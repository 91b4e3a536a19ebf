namespace ConnectTimers.Tests.Support;

/// <summary>The size of tests that take long: <c>CONNECTTIMERS_LONG=1</c> makes them larger.</summary>
public static class LongTests
{
    /// <summary>Whether the long tests are wanted.</summary>
    public static bool AreOn { get; } = Environment.GetEnvironmentVariable("CONNECTTIMERS_LONG") == "1";

    /// <summary>Returns the size of a test.</summary>
    /// <typeparam name="T">A number, or several.</typeparam>
    /// <param name="usual">The size without the variable.</param>
    /// <param name="whenLong">The size with it.</param>
    public static T Size<T>(T usual, T whenLong) => AreOn ? whenLong : usual;
}
