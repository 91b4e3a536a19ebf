namespace ConnectTimers.Bench.Processes;

/// <summary>What one of the engine's pieces takes.</summary>
/// <param name="Piece">In words.</param>
/// <param name="Nanoseconds">The mean time of one.</param>
/// <param name="ErrorNanoseconds">Half of the mean's 99.9 % confidence interval.</param>
/// <param name="Bytes">What one allocates.</param>
internal sealed record MicroFigure(string Piece, double Nanoseconds, double ErrorNanoseconds, double Bytes);

/// <summary>What all of them take.</summary>
internal sealed record MicroReport(IReadOnlyList<MicroFigure> Figures);
