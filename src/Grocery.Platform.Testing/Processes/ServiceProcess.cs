using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Testing.Processes;

/// <summary>A service in a process of its own, on a free loopback port, with all that it printed.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly string[] Kept = ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    // What a service has started may hold its output open after it has ended.
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Gets the lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Gets the lines of standard error so far.</summary>
    public IReadOnlyList<string> Error => [.. _error];

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a built assembly or program; nothing of the test's own environment but the tools' reaches it.</summary>
    public static ServiceProcess Start(string assembly, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments)
    {
        string[] command = Path.GetExtension(assembly) == ".dll" ? ["dotnet", assembly] : [assembly];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var name in start.Environment.Keys.Except(Kept).ToArray())
            start.Environment.Remove(name);

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the service listens, and returns a client for its first address.</summary>
    public async Task<HttpClient> ListeningAsync()
    {
        Uri? address = null;
        await Eventually.HoldsAsync(
            () => (address = FindAddress()) is not null || _process.HasExited,
            "the service listens",
            TimeSpan.FromSeconds(60)).ConfigureAwait(false);

        return address is not null
            ? new HttpClient { BaseAddress = address }
            : throw new InvalidOperationException($"The service ended with {_process.ExitCode}.\n{this}");
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill -{signal} {_process.Id} exited with {kill.ExitCode}; {(HasExited ? "the process has ended" : "the process runs")}.");
    }

    /// <summary>Waits until the process has ended and everything it printed is here, and returns its exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan bound)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(bound, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The process did not end within {bound}.\n{this}", exception);
        }

        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        await _process.WaitForExitAsync().WaitAsync(EndBound, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }

    /// <inheritdoc />
    public override string ToString() => string.Join('\n', [.. _output, .. _error]);

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private Uri? FindAddress() => _output
        .Select(line => AddressPattern().Match(line))
        .Where(match => match.Success)
        .Select(match => new Uri(match.Groups[1].Value))
        .FirstOrDefault();

    [GeneratedRegex(@"Now listening on: (http://[\w.:\[\]]+)")]
    private static partial Regex AddressPattern();
}
