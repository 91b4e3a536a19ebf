using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The value of a parameter or script block for a column.</summary>
/// <remarks>A class: collections and queries of structs are compiled in the first call of every process, those of classes already exist.</remarks>
internal sealed record ColumnValue(Column Column, object? Value);
