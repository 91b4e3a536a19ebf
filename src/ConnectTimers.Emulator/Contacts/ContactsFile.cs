namespace ConnectTimers.Emulator;

/// <summary>Reads the contacts that exist from a CSV file.</summary>
/// <remarks>
/// A header with <c>InstanceId</c>, <c>ContactId</c> and perhaps <c>State</c>, <c>Channel</c>, <c>QueueId</c>,
/// <c>AgentId</c> and <c>InitiationTimestamp</c> (ISO 8601), in any case and order; other columns are passed over, so
/// that the files one sends to the service serve here too. Comma separated, quotes as in RFC 4180, but a quoted cell
/// may not run over the end of its line. A contact named again takes the later state.
/// </remarks>
public static class ContactsFile
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="FormatException">A line is not what it should be; the message names the line.</exception>
    public static IReadOnlyList<EmulatedContact> Read(string path) => Parse(File.ReadLines(path));

    /// <summary>Reads the lines of such a file.</summary>
    /// <exception cref="FormatException">A line is not what it should be; the message names the line.</exception>
    public static IReadOnlyList<EmulatedContact> Parse(IEnumerable<string> lines)
    {
        var contacts = new List<EmulatedContact>();
        Columns? columns = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                var cells = CsvLine.Split(line);
                if (columns is null)
                {
                    columns = Columns.Of(cells);
                }
                else
                {
                    contacts.Add(columns.Read(cells));
                }
            }
            catch (FormatException problem)
            {
                throw new FormatException($"line {number}: {problem.Message}", problem);
            }
        }

        return columns is null ? throw new FormatException("line 1: no header") : contacts;
    }

    private sealed record Columns(int InstanceId, int ContactId, int State, int Channel, int QueueId, int AgentId, int InitiationTimestamp)
    {
        public static Columns Of(List<string> header)
        {
            int Find(string name) => header.FindIndex(cell => cell.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            int Need(string name) => Find(name) is >= 0 and var at ? at : throw new FormatException($"the header has no {name} column");
            return new(
                Need(nameof(InstanceId)),
                Need(nameof(ContactId)),
                Find(nameof(State)),
                Find(nameof(Channel)),
                Find(nameof(QueueId)),
                Find(nameof(AgentId)),
                Find(nameof(InitiationTimestamp)));
        }

        public EmulatedContact Read(List<string> cells) =>
            new(Id(cells, InstanceId, nameof(InstanceId)), Id(cells, ContactId, nameof(ContactId)), ReadState(cells))
            {
                Channel = Cell(cells, Channel),
                QueueId = Cell(cells, QueueId),
                AgentId = Cell(cells, AgentId),
                InitiationTimestamp = Cell(cells, InitiationTimestamp) is { } time ? IsoTime.Parse(time) : null,
            };

        private static string Id(List<string> cells, int at, string name) =>
            at < cells.Count && cells[at].Length > 0 ? cells[at] : throw new FormatException($"no {name}");

        /// <summary>Null for a blank cell, and where there is no such column.</summary>
        private static string? Cell(List<string> cells, int at) =>
            at >= 0 && at < cells.Count && cells[at].Trim() is { Length: > 0 } text ? text : null;

        private ContactState ReadState(List<string> cells)
        {
            var text = Cell(cells, State);
            return text?.ToUpperInvariant() switch
            {
                null or "WAITING" => ContactState.Waiting,
                "CONNECTED" => ContactState.Connected,
                "ENDED" => ContactState.Ended,
                _ => throw new FormatException($"state '{text}' is none of waiting, connected, ended"),
            };
        }
    }
}
