using System.Collections.Concurrent;
using System.Diagnostics;

namespace Grocery.AppHost.Processes;

/// <summary>A process that runs until it is stopped.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int LinesShown = 20;
    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = [];
    private static volatile bool _isOver;

    private readonly Process _process;
    private readonly ChildCommand _command;
    private int _exitCode;
    private long _endedAt;

    private ChildProcess(Process process, ChildCommand command)
    {
        _process = process;
        _command = command;
        Id = process.Id;
        Exited = WaitAsync();
    }

    public string Name => _command.Name;

    /// <summary>Gets its number, also when it has ended: then it can be that of another process.</summary>
    public int Id { get; }

    /// <summary>Gets a task that ends with the process.</summary>
    public Task Exited { get; }

    public bool HasExited => Exited.IsCompleted;

    /// <summary>Gets when it ended, by <see cref="TimeProvider.GetTimestamp"/>; now for one that runs.</summary>
    public long EndedAt => HasExited ? _endedAt : TimeProvider.System.GetTimestamp();

    public static async Task<ChildProcess> StartAsync(ChildCommand command)
    {
        string[] line = [.. Launch.Prefix(command), .. command.Command];
        var process = new Process { StartInfo = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = command.Folder } };
        foreach (var (name, value) in command.Environment)
            process.StartInfo.Environment[name] = value;

        await StartThread.StartAsync(process);
        var child = new ChildProcess(process, command);
        Running[child] = true;
        _ = child.ForgetAsync();
        if (_isOver)
            await child.KillAsync();

        return child;
    }

    /// <summary>Kills every child of this program, those that are just starting too.</summary>
    public static Task KillAllAsync()
    {
        _isOver = true;
        return Task.WhenAll(Running.Keys.Select(child => child.KillAsync()));
    }

    /// <summary>Asks the process to stop, and kills it when it has not by the bound.</summary>
    public async Task StopAsync(TimeSpan bound)
    {
        Send(_command.StopSignal);
        try
        {
            await Exited.WaitAsync(bound, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    /// <summary>Sends a signal, unless the process has ended.</summary>
    public void Send(int signal)
    {
        if (!HasExited)
            Signals.Send(Id, signal);
    }

    /// <summary>Kills the process and everything that it started.</summary>
    public Task KillAsync()
    {
        if (!HasExited)
            _process.Kill(entireProcessTree: true);

        return Exited;
    }

    /// <summary>Tells how the process ended, with the last lines of its log.</summary>
    public string DescribeEnd() => $"{Name} ended with exit code {_exitCode}. {DescribeLog()}";

    public string DescribeLog()
    {
        string[] lines = File.Exists(_command.LogFile) ? [.. File.ReadLines(_command.LogFile).TakeLast(LinesShown)] : [];
        return lines.Length == 0 ? "It wrote nothing." : $"Its last lines:{string.Concat(lines.Select(line => $"\n  {line}"))}";
    }

    public void Dispose() => _process.Dispose();

    private async Task WaitAsync()
    {
        await _process.WaitForExitAsync();
        _endedAt = TimeProvider.System.GetTimestamp();
        _exitCode = _process.ExitCode;
    }

    private async Task ForgetAsync()
    {
        await Exited;
        Running.TryRemove(this, out _);
    }
}
