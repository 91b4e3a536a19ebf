namespace ConnectTimers.Quickstart.Host;

/// <summary>What the place that the output goes to can do.</summary>
public sealed record Terminal
{
    // What the formatting engine itself assumes when there is no window.
    private const int RedirectedWidth = 120;

    private static readonly string[] Colourless = ["dumb", "xterm-mono"];

    /// <summary>A file or a pipe at both ends: 120 columns, no colour, nobody to ask.</summary>
    public static Terminal Redirected { get; } = new();

    /// <summary>The columns of the window, asked anew each time because people resize windows.</summary>
    public Func<int> Width { get; init; } = static () => RedirectedWidth;

    /// <summary>Whether a person sees the output as it comes, so that a line can be rewritten in place.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Whether escape sequences may be written for colour.</summary>
    public bool HasColour { get; init; }

    /// <summary>Whether somebody is there to answer a prompt.</summary>
    public bool CanAsk { get; init; }

    /// <summary>What this process's console is.</summary>
    public static Terminal OfThisProcess()
    {
        var screen = !Console.IsOutputRedirected;
        return new Terminal
        {
            IsScreen = screen,
            Width = screen ? WindowWidth : static () => RedirectedWidth,
            HasColour = screen && WantsColour(),
            // A question that went into a file is a question nobody saw.
            CanAsk = screen && !Console.IsInputRedirected,
        };
    }

    // https://no-color.org: set and not empty means no.
    private static bool WantsColour() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !Colourless.Contains(Environment.GetEnvironmentVariable("TERM"), StringComparer.OrdinalIgnoreCase);

    // Some terminals (a serial line, script(1) with no window) say 0.
    private static int WindowWidth() => Console.WindowWidth is > 0 and var width ? width : RedirectedWidth;
}
