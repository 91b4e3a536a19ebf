using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.Pipeline;

/// <summary>The pipeline's side of a lookup: writes each contact in the order of the input, its errors, and the counts.</summary>
internal sealed class LookupPipeline : IDisposable
{
    private readonly PSCmdlet _cmdlet;
    private readonly PipelinePump _pump;
    private readonly Func<IChatLookup> _start;
    private readonly Queue<ContactInput> _asked = new(); // results come in the same order
    private readonly ChatStateCounts _counts = new();
    private IChatLookup? _lookup;

    /// <summary>Creates the pipeline of one lookup.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="pump">The pump that the lookup wakes.</param>
    /// <param name="start">Starts the lookup, for the first contact.</param>
    public LookupPipeline(PSCmdlet cmdlet, PipelinePump pump, Func<IChatLookup> start)
    {
        _cmdlet = cmdlet;
        _pump = pump;
        _start = start;
    }

    /// <summary>Looks up a contact, or writes its problems.</summary>
    public void Handle(ContactInput input)
    {
        foreach (var problem in input.Problems)
        {
            _cmdlet.WriteError(problem.Record(input.Target));
        }

        if (input.Contact is not { } contact)
        {
            _counts.Count(null);
            return;
        }

        _lookup ??= _start();
        while (!_lookup.TryAdd(contact))
        {
            Drain();
            ThrowIfEnded();
            _pump.Wait();
        }

        _asked.Enqueue(input);
        Drain();
        ThrowIfEnded();
    }

    /// <summary>Waits for the remaining results and writes the counts.</summary>
    public void Finish()
    {
        _lookup?.Complete();
        Drain();
        while (_lookup is { IsCompleted: false })
        {
            _pump.Wait();
            Drain();
        }

        ThrowIfEnded();
        _cmdlet.WriteInformation(new InformationRecord(_counts, nameof(ConnectTimers)));
    }

    public void Dispose() => _lookup?.Dispose();

    private void Drain()
    {
        _pump.AskQuestions();
        while (_lookup?.TryTake() is { } result)
        {
            Write(result, _asked.Dequeue());
        }
    }

    private void Write(ChatLookupResult result, ContactInput input)
    {
        if (result.Chat is not { } chat)
        {
            _counts.Count(null);
            _cmdlet.WriteError(result.Problem!.At($"contact {DisplayText.Value(result.Contact.ContactId)}").Record(input.Target));
            return;
        }

        if (input.AcceptedAt is { } acceptedAt)
        {
            (chat.InForce, chat.LeadSeconds) = InForceVerdict.Of(acceptedAt, chat.Agent);
            if (input.Target is ParticipantRoleOutcome outcome)
            {
                (outcome.InForce, outcome.LeadSeconds) = (chat.InForce, chat.LeadSeconds);
            }
        }

        _counts.Count(chat);
        _cmdlet.WriteObject(chat);
    }

    private void ThrowIfEnded()
    {
        if (_lookup?.Fault is { } fault)
        {
            _cmdlet.ThrowTerminatingError(fault.Record(null));
        }
    }
}
