using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine.Tests;

/// <summary>An async method that <see cref="CompiledAhead"/> builds behaves as one that .NET builds.</summary>
public class CompiledAheadTests
{
    private static readonly AsyncLocal<string?> Local = new();

    [Fact]
    public async Task A_method_that_never_waits_has_its_result_at_once()
    {
        var task = SumAsync(Task.FromResult("a"));
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal("aa", await task);
    }

    [Fact]
    public async Task A_method_that_waits_several_times_keeps_its_locals()
    {
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var task = JoinAsync(first.Task, second.Task);
        Assert.False(task.IsCompleted);
        first.SetResult("a");
        second.SetResult("b");
        Assert.Equal("a-b", await task);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_fails_the_task_and_keeps_the_place_where_it_was_thrown(bool waits)
    {
        var gate = new TaskCompletionSource();
        var task = ThrowAsync(waits ? gate.Task : Task.CompletedTask, new InvalidOperationException("no"));
        gate.SetResult();
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => task);
        Assert.True(task.IsFaulted);
        Assert.Contains(nameof(ThrowAsync), e.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_cancels_the_task_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        var task = ThrowAsync(new TaskCompletionSource().Task.WaitAsync(stop.Token), new InvalidOperationException());
        stop.Cancel();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Equal(stop.Token, e.CancellationToken);
    }

    [Fact]
    public async Task The_execution_context_flows_into_the_method_and_not_out_of_it()
    {
        Local.Value = "caller";
        var gate = new TaskCompletionSource();
        var task = ContextAsync(gate.Task);
        Assert.Equal("caller", Local.Value);
        Local.Value = "later";
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(gate.SetResult);
        }

        Assert.Equal("caller method method", await task);
        Assert.Equal("later", Local.Value);
    }

    [Fact]
    public async Task Goes_on_on_the_scheduler_on_which_it_waited()
    {
        var tasks = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = tasks.StartNew(() => SchedulersAsync(gate.Task)).Unwrap();
        gate.SetResult();
        var schedulers = await task;
        Assert.NotSame(TaskScheduler.Default, schedulers[0]);
        Assert.Same(schedulers[0], schedulers[1]);
    }

    [Fact]
    public async Task A_method_without_a_result_behaves_alike()
    {
        var gate = new TaskCompletionSource();
        var seen = new List<string>();
        var task = VoidAsync(gate.Task, seen);
        Assert.Equal(["before"], seen);
        gate.SetResult();
        await task;
        Assert.Equal(["before", "after"], seen);
        await Assert.ThrowsAsync<TimeoutException>(() => VoidAsync(Task.FromException(new TimeoutException()), seen));
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<string> SumAsync(Task<string> part) => await part + await part;

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<string> JoinAsync(Task<string> first, Task<string> second)
    {
        var start = await first;
        await Task.Yield();
        return start + "-" + await second.ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<string> ThrowAsync(Task before, Exception exception)
    {
        await before;
        throw exception;
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<string> ContextAsync(Task gate)
    {
        var text = Local.Value;
        Local.Value = "method";
        await gate.ConfigureAwait(false);
        text += " " + Local.Value;
        await Task.Yield();
        return text + " " + Local.Value;
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<TaskScheduler[]> SchedulersAsync(Task gate)
    {
        var before = TaskScheduler.Current;
        await gate;
        return [before, TaskScheduler.Current];
    }

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private static async Task VoidAsync(Task gate, List<string> seen)
    {
        seen.Add("before");
        await gate;
        seen.Add("after");
    }
}
