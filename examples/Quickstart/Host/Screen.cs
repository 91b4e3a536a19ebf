using System.Management.Automation.Host;

namespace ConnectTimers.Quickstart.Host;

/// <summary>The one way to the output: knows where the cursor is, and writes one thing at a time.</summary>
internal sealed class Screen(TextWriter output, Terminal terminal)
{
    // Commands may write from several threads at once (ForEach-Object -Parallel).
    private readonly Lock _writing = new();

    private bool _atLineStart = true;
    private bool _belowBlankLine = true;
    private int _transient;

    public void Write(string text)
    {
        lock (_writing)
        {
            EraseTransient();
            Put(text);
            // A prompt is no use in a buffer.
            output.Flush();
        }
    }

    public void WriteLine(string text)
    {
        lock (_writing)
        {
            EraseTransient();
            Put(text);
            output.WriteLine();
            _belowBlankLine = _atLineStart && text.Length == 0;
            _atLineStart = true;
        }
    }

    /// <summary>Takes note that a person ended the line with Enter.</summary>
    public void LineWasEntered()
    {
        lock (_writing)
        {
            _atLineStart = true;
            _belowBlankLine = false;
        }
    }

    /// <summary>Goes to the start of a line, if not there yet.</summary>
    public void StartLine()
    {
        lock (_writing)
        {
            if (!_atLineStart)
            {
                WriteLine(string.Empty);
            }
        }
    }

    /// <summary>Goes below a blank line, without making two of them.</summary>
    public void Separate()
    {
        lock (_writing)
        {
            StartLine();
            if (!_belowBlankLine)
            {
                WriteLine(string.Empty);
            }
        }
    }

    /// <summary>Shows a line that the next output, or the next transient line, takes the place of.</summary>
    public void ShowTransient(string text)
    {
        lock (_writing)
        {
            // What is half written stays; progress comes back when the line is complete.
            if (!_atLineStart)
            {
                return;
            }

            // One column short of the edge: a full line makes some terminals wrap, and then it cannot be rewritten.
            var room = Math.Max(0, terminal.Width() - 1);
            var shown = text.Length > room ? text[..room] : text;
            output.Write('\r' + shown.PadRight(Math.Min(_transient, room)));
            output.Flush();
            _transient = shown.Length;
        }
    }

    public void HideTransient()
    {
        lock (_writing)
        {
            EraseTransient();
            output.Flush();
        }
    }

    private void Put(string text)
    {
        output.Write(PSHostUserInterface.GetOutputString(text, terminal.HasColour));
        _atLineStart = text.Length == 0 ? _atLineStart : text[^1] == '\n';
    }

    // Blanks, not an escape sequence: this must also work where colour is not wanted.
    private void EraseTransient()
    {
        if (_transient > 0)
        {
            output.Write('\r' + new string(' ', _transient) + '\r');
            _transient = 0;
        }
    }
}
