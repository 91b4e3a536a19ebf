using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine;

/// <summary>
/// Builds the task of an async method, for the methods on the way of the first call of a process:
/// <c>[AsyncMethodBuilder(typeof(CompiledAhead))]</c>. Does what .NET's own builder does. That one is generic code of .NET over a type of this
/// assembly, a dozen methods that no image may contain (docs/decisions/0011-readytorun-images.md); this one is code of this assembly, which
/// its image contains.
/// </summary>
internal struct CompiledAhead
{
    private CompiledAhead<object?> _builder;

    /// <summary>The task of the method.</summary>
    public Task Task => _builder.Task;

    /// <summary>Creates the builder of one call.</summary>
    public static CompiledAhead Create() => default;

    /// <summary>Runs the method up to its first wait.</summary>
    public void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => _builder.Start(ref machine);

    /// <summary>Only for machines that the compiler boxes itself; it does not.</summary>
    public void SetStateMachine(IAsyncStateMachine machine) => _builder.SetStateMachine(machine);

    /// <summary>Ends the task.</summary>
    public void SetResult() => _builder.SetResult(null);

    /// <summary>Ends the task with an exception; one that says that it was cancelled cancels it.</summary>
    public void SetException(Exception exception) => _builder.SetException(exception);

    /// <summary>Goes on with the method when what it waits for is over.</summary>
    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref machine);

    /// <summary>Goes on with the method when what it waits for is over.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref machine);
}

/// <summary>The same for a method with a result.</summary>
/// <typeparam name="T">The type of the result: a reference type, or the code over it is not in the image either.</typeparam>
internal struct CompiledAhead<T>
{
    // Ends the task as an async method's own builder does: what is thrown is kept with its stack, a cancellation with its token.
    private AsyncTaskMethodBuilder<T> _end;
    private Resumption? _resumption;

    /// <summary>The task of the method.</summary>
    public Task<T> Task => _end.Task;

    /// <summary>Creates the builder of one call.</summary>
    public static CompiledAhead<T> Create() => default;

    /// <summary>Runs the method up to its first wait. What it changes in its caller's execution context ends with that.</summary>
    /// <remarks>
    /// A method that never waits needs no resumption. It is created here all the same: its code is in the image because this refers to it.
    /// The methods below cannot be there, because an awaiter of .NET is one of their types.
    /// </remarks>
    public void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        _resumption = new Resumption<TMachine>();
        var context = ExecutionContext.Capture();
        try
        {
            machine.MoveNext();
        }
        finally
        {
            if (context is not null && ExecutionContext.Capture() != context)
            {
                ExecutionContext.Restore(context);
            }
        }
    }

    /// <summary>Only for machines that the compiler boxes itself; it does not.</summary>
    public void SetStateMachine(IAsyncStateMachine machine) => _end.SetStateMachine(machine);

    /// <summary>Ends the task with the method's result.</summary>
    public void SetResult(T result) => _end.SetResult(result);

    /// <summary>Ends the task with an exception; one that says that it was cancelled cancels it.</summary>
    public void SetException(Exception exception) => _end.SetException(exception);

    /// <summary>Goes on with the method when what it waits for is over.</summary>
    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.OnCompleted(Keep(ref machine).Next());

    /// <summary>Goes on with the method when what it waits for is over.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Keep(ref machine).Next());

    // At the first wait the machine moves from the stack into the resumption. The task is part of it, and has to be there before.
    private Resumption Keep<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        var resumption = (Resumption<TMachine>)_resumption!;
        if (!resumption.IsKept)
        {
            _ = _end.Task;
            resumption.IsKept = true;
            resumption.Machine = machine;
        }

        return resumption;
    }
}

/// <summary>Goes on with an async method, in the execution context in which it waited.</summary>
internal abstract class Resumption
{
    private readonly Action _resume;
    private ExecutionContext? _context;

    protected Resumption() => _resume = Resume;

    /// <summary>Returns what the awaiter of the next wait calls.</summary>
    public Action Next()
    {
        _context = ExecutionContext.Capture();
        return _resume;
    }

    /// <summary>Runs the method up to its next wait.</summary>
    protected abstract void MoveNext();

    private void Resume()
    {
        if (_context is { } context)
        {
            ExecutionContext.Run(context, static waiting => ((Resumption)waiting!).MoveNext(), this);
        }
        else
        {
            MoveNext();
        }
    }
}

/// <summary>The same with the state of one async method.</summary>
internal sealed class Resumption<TMachine> : Resumption
    where TMachine : IAsyncStateMachine
{
    /// <summary>The state. A field, because it is a struct that changes itself.</summary>
    public TMachine? Machine;

    /// <summary>Whether the method has waited, so that its state is here and no longer on a stack.</summary>
    public bool IsKept;

    /// <inheritdoc/>
    protected override void MoveNext() => Machine!.MoveNext();
}
