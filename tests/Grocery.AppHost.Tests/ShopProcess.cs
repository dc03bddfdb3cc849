using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Tests;

/// <summary>The real AppHost as a process, with a temporary folder of its own and a mark that all its children inherit.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private const string MarkName = "GROCERY_TEST_RUN";
    private static readonly TimeSpan ExitBound = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _mark = $"{MarkName}={Guid.NewGuid()}";
    private readonly Process _process;

    private ShopProcess(string[] arguments, (string Name, string Value)? variable)
    {
        TemporaryFolder.LetOthersEnter(Folder);
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = Folder;
        start.Environment[MarkName] = _mark[(MarkName.Length + 1)..];
        if (variable is { } given)
            start.Environment[given.Name] = given.Value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("grocery-test-").FullName;

    public string Output => string.Join('\n', _lines);

    // Of this configuration, in the build's output beside the tests.
    private static string Assembly
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(here.Parent!.Parent!.FullName, "Grocery.AppHost", here.Name, "Grocery.AppHost.dll");
        }
    }

    public static ShopProcess Start(string[] arguments, (string Name, string Value)? variable = null) => new(arguments, variable);

    public static async Task<ShopProcess> StartOpenAsync(params string[] arguments)
    {
        var shop = new ShopProcess(arguments, null);
        await shop.WaitForAsync("Ctrl-C stops everything.");
        return shop;
    }

    public Task WaitForAsync(string text) => Eventually.HoldsAsync(
        () => Output.Contains(text, StringComparison.Ordinal)
            || (_process.HasExited ? throw new InvalidOperationException($"The shop ended:\n{Output}") : false),
        $"the shop writes '{text}'",
        ExitBound);

    public void Send(int signal) => Signals.Send(_process.Id, signal);

    /// <returns>How long it took to end after the second interrupt.</returns>
    public async Task<TimeSpan> InterruptTwiceAsync()
    {
        Send(Signals.Interrupt);
        await WaitForAsync("a second Ctrl-C kills");
        var second = TimeProvider.System.GetTimestamp();
        Send(Signals.Interrupt);
        await WaitForExitAsync();
        return TimeProvider.System.GetElapsedTime(second);
    }

    public void Kill() => _process.Kill();

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(ExitBound, TimeProvider.System);
        return _process.ExitCode;
    }

    /// <summary>Finds the process of a child by what its command line holds.</summary>
    public int FindChild(string commandPart) => Family().Single(id => CommandLineOf(id).Contains(commandPart, StringComparison.Ordinal));

    /// <summary>Finds what still runs of the shop, itself left out.</summary>
    public IEnumerable<int> Family() =>
        from folder in Directory.GetDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where id != 0 && id != _process.Id && Belongs(folder)
        select id;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        await Eventually.HoldsAsync(() => !Family().Any(), "nothing of the shop runs");
        _process.Dispose();
        TemporaryFolder.Delete(Folder);
    }

    // The processes of PostgreSQL write over their environment, but work in a folder of the shop.
    private bool Belongs(string processFolder) =>
        Read(Path.Combine(processFolder, "environ")).Contains(_mark, StringComparison.Ordinal)
        || ReadLink(Path.Combine(processFolder, "cwd")).StartsWith(Folder, StringComparison.Ordinal);

    private static string CommandLineOf(int id) => Read($"/proc/{id}/cmdline");

    private static string Read(string path) => OrEmpty(() => File.ReadAllText(path));

    private static string ReadLink(string path) => OrEmpty(() => File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName ?? "");

    private static string OrEmpty(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
