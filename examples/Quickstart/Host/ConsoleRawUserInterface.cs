using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace ConnectTimers.Quickstart.Host;

/// <summary>
/// The size of the window, which is what formatting asks for. There is no cell buffer to read or paint, no cursor to move
/// and no single key to wait for: the output may be a file.
/// </summary>
internal sealed class ConsoleRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    // Formatting pages by height only when asked to (Out-Host -Paging), and then must not divide by nothing.
    private const int Height = 50;

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw NotHere();
    }

    public override Size WindowSize
    {
        get => new(terminal.Width(), Height);
        set => throw NotHere();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition
    {
        get => throw NotHere();
        set => throw NotHere();
    }

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw NotHere();
    }

    public override int CursorSize
    {
        get => throw NotHere();
        set => throw NotHere();
    }

    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    // Escape sequences take no room on the screen; counted, they would push coloured table columns out of line.
    public override int LengthInBufferCells(string source) => new StringDecorated(source).ContentLength;

    public override int LengthInBufferCells(string source, int offset) => LengthInBufferCells(source[offset..]);

    public override void FlushInputBuffer()
    {
        // Input is read by the line; there is nothing buffered to drop.
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotHere();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotHere();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotHere();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotHere();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NotHere();

    private static PSNotSupportedException NotHere() => new("This host writes lines and reads lines; it does not address the screen.");
}
