using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ConnectTimers.Quickstart.Host;

/// <summary>
/// Runs a script file the way a person at a prompt would: shows each statement, runs it, shows what it wrote. All
/// statements share the session's scope. As in a script file, an error that a statement survives does not end the script,
/// and a thrown one does.
/// </summary>
public sealed class ScriptRunner(ConsoleHost host, Runspace runspace)
{
    /// <summary>The exit code of a process that Ctrl+C ended, as shells have it.</summary>
    public const int StoppedExitCode = 130;

    private const string Prompt = "PS> ";
    private const string Continuation = ">> ";

    /// <summary>Runs a script to its end, its <c>exit</c>, its first thrown error, or until it is stopped.</summary>
    /// <param name="path">The .ps1 file.</param>
    /// <param name="parameters">Values for its <c>param</c> block, or variables to set if it has none.</param>
    /// <param name="stop">Stops the running statement; the rest does not run.</param>
    /// <returns>0, the code of <c>exit</c>, 1 after a thrown error, 130 when stopped.</returns>
    public int Run(string path, IReadOnlyDictionary<string, object?>? parameters = null, CancellationToken stop = default)
    {
        try
        {
            var script = ScriptText.Read(path);
            Declare(path, script, parameters ?? new Dictionary<string, object?>(), stop);
            foreach (var part in script.Parts)
            {
                stop.ThrowIfCancellationRequested();
                Show(part);
                if (part is ScriptStatement statement)
                {
                    Invoke(Shown(script.Usings + statement.Runnable), stop);
                    if (statement.Returns || host.ExitCode is not null)
                    {
                        break;
                    }
                }
            }

            return host.ExitCode ?? 0;
        }
        catch (Exception e) when (e is PipelineStoppedException || stop.IsCancellationRequested)
        {
            // The terminal itself has written ^C.
            host.Screen.WriteLine(string.Empty);
            return StoppedExitCode;
        }
        catch (RuntimeException e)
        {
            ShowError(e.ErrorRecord);
            return 1;
        }
        catch (Exception e) when (e is IContainsErrorRecord)
        {
            ShowError(((IContainsErrorRecord)e).ErrorRecord);
            return 1;
        }
        finally
        {
            host.Screen.StartLine();
        }
    }

    private void Declare(string path, ScriptText script, IReadOnlyDictionary<string, object?> parameters, CancellationToken stop)
    {
        runspace.SessionStateProxy.SetVariable(ScriptRoot.RootVariable, Path.GetDirectoryName(Path.GetFullPath(path)));
        runspace.SessionStateProxy.SetVariable(ScriptRoot.PathVariable, Path.GetFullPath(path));
        if (script.Parameters.Length == 0)
        {
            foreach (var (name, value) in parameters)
            {
                runspace.SessionStateProxy.SetVariable(name, value);
            }

            return;
        }

        // Invoked in the session's scope, a param block by itself converts, validates, fills in its defaults and leaves
        // its variables behind.
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script.Usings + script.Parameters, useLocalScope: false).AddParameters(new Hashtable(parameters.ToDictionary()));
        try
        {
            Invoke(shell, stop);
        }
        catch (ParameterBindingException e)
        {
            // As it is, the error would give the text of the whole block as the name of the command.
            throw new PSArgumentException($"{Path.GetFileName(path)}: {e.Message}");
        }
    }

    private void Show(ScriptPart part)
    {
        if (part.BelowBlankLine)
        {
            host.Screen.Separate();
        }

        host.Screen.StartLine();
        if (part is ScriptStatement statement)
        {
            var remark = statement.Remark.Length > 0 ? " " + Dim(statement.Remark) : string.Empty;
            var lines = statement.Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                var prompt = i == 0 ? Prompt : Continuation;
                host.Screen.WriteLine(prompt + lines[i].TrimEnd() + (i == lines.Length - 1 ? remark : string.Empty));
            }
        }
        else
        {
            foreach (var line in part.Text.Split('\n'))
            {
                host.Screen.WriteLine(Dim(line.TrimEnd()));
            }
        }
    }

    // Errors go down the same pipe as the objects, so that the engine formats them and the order on the screen is the
    // order in which things happened.
    private PowerShell Shown(string statement)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(statement, useLocalScope: false);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        return shell;
    }

    private void ShowError(ErrorRecord error)
    {
        host.Screen.StartLine();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }

    private void Invoke(PowerShell shell, CancellationToken stop)
    {
        using (shell)
        using (stop.Register(() => Stop(shell)))
        {
            shell.Invoke(input: null, new PSInvocationSettings { Host = host, AddToHistory = true });
        }
    }

    private void Stop(PowerShell shell)
    {
        // Asked for without waiting: who cancels may be the console's own Ctrl+C thread.
        shell.BeginStop(callback: null, state: null);
        host.CancelPrompt();
    }

    private static string Dim(string text) => $"{PSStyle.Instance.Dim}{text}{PSStyle.Instance.DimOff}";
}
