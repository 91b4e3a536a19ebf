using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.Pipeline;

/// <summary>
/// The pipeline's side of one file: writes a config for each chat, the ids of each chat without timers, an <see cref="InvalidRow"/> and its errors
/// for each invalid row, and the counts.
/// </summary>
internal sealed class ImportPipeline
{
    private readonly PSCmdlet _cmdlet;
    private readonly ColumnMap _columns;
    private readonly string _name;
    private readonly RunSummary _summary = new();
    private int? _percent;
    private int _chats;
    private int _withoutTimer;
    private ChatContact? _firstWithoutTimer;

    /// <summary>Creates the pipeline of one file.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="columns">The meanings of the columns.</param>
    /// <param name="name">The file's name, without its folder.</param>
    public ImportPipeline(PSCmdlet cmdlet, ColumnMap columns, string name)
    {
        _cmdlet = cmdlet;
        _columns = columns;
        _name = name;
    }

    /// <summary>Shows the percentage of the file that has been read, when it changes.</summary>
    /// <param name="share">The share, 0 to 1; 0 while it is not known.</param>
    public void ShowRead(double share)
    {
        if (share > 0 && (int)(100 * share) is var percent && percent != _percent)
        {
            _percent = percent;
            _cmdlet.WriteProgress(new ProgressRecord(1, $"Reading {_name}", $"{DisplayText.Count(_summary.Rows, "row", "rows")} read") { PercentComplete = percent });
        }
    }

    /// <summary>Handles the end of the file.</summary>
    public void Finish()
    {
        if (_percent is not null)
        {
            _cmdlet.WriteProgress(new ProgressRecord(1, $"Reading {_name}", "Read") { RecordType = ProgressRecordType.Completed });
        }

        if (_summary.AlreadyAccepted > 0)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_summary.AlreadyAccepted, "row was", "rows were")} left out: already accepted.");
        }

        // A file that has contacts only is for timers that are typed.
        if (_withoutTimer > 0 && _withoutTimer < _chats)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_withoutTimer, "contact has", "contacts have")} no timer; the first is {_firstWithoutTimer}.");
        }

        var summary = $"{_name}, {_summary.ToRowsText()}; {DisplayText.Count(_chats, "chat", "chats")}.";
        _cmdlet.WriteInformation(new InformationRecord(summary, nameof(ConnectTimers)));
    }

    /// <summary>Counts one result of reading, and writes its objects and errors.</summary>
    public void Handle(InputResult result)
    {
        result.CountIn(_summary);
        switch (result)
        {
            case RefusedFile refused:
                Refuse(refused.Problem);
                break;
            case InvalidInput invalid:
                Handle(invalid);
                break;
            case SkippedInput skipped:
                _chats++;
                _cmdlet.WriteObject(skipped.Target);
                break;
            case ValidInput { Target: ContactEvent contactEvent } valid:
                _chats++;
                _cmdlet.WriteObject(valid.Configs.Count == 0 ? contactEvent : contactEvent.WithTimers(valid.Configs[0]));
                break;
            case ValidInput valid:
                Handle(valid);
                break;
        }
    }

    // The object stands for the rows that are not read.
    private void Refuse(Problem problem)
    {
        _cmdlet.WriteError(problem.Record(_name));
        _cmdlet.WriteObject(new InvalidRow(null, null, null, _name, [problem]));
    }

    private void Handle(InvalidInput input)
    {
        input.WriteProblems(_cmdlet, AsObject(input.Target));
        foreach (var contact in input.Contacts)
        {
            Write(new InvalidRow(contact.InstanceId, contact.ContactId, contact.Region, input.Place, contact.GetProblems()), input);
        }
    }

    private void Handle(ValidInput input)
    {
        if (input.Warning is { } warning)
        {
            _cmdlet.WriteWarning(warning);
        }

        foreach (var contact in input.NothingToSet)
        {
            _firstWithoutTimer ??= contact;
            _withoutTimer++;
            _chats++;
            var ids = new PSObject(contact);
            ids.Properties.Add(new PSNoteProperty(nameof(ParticipantRoleConfig.InputPosition), input.Place));
            Write(ids, input);
        }

        for (var i = 0; i < input.Configs.Count; i++)
        {
            _chats++;
            Write(input.Configs[i], input);
        }
    }

    private void Write(object output, InputResult input) => _cmdlet.WriteObject(OtherColumns.AddTo(output, input.Target, _columns));

    // The target of an error: the row as Import-Csv would return it, an event, or an array of them.
    private static object? AsObject(object? target) => target switch
    {
        FileRow row => JsonInput.AsObject(row.Cells),
        object[] { Length: 1 } inputs => AsObject(inputs[0]),
        object[] inputs => Array.ConvertAll(inputs, AsObject),
        _ => target,
    };
}
