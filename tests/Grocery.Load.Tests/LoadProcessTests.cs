using System.Diagnostics;
using Grocery.Platform.TestSupport;

namespace Grocery.Load.Tests;

/// <summary>The program as it is started.</summary>
public sealed class LoadProcessTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grocery-load-");
    private LoadServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LoadServer.StartAsync(_ => Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_exits_with_0_when_every_threshold_is_kept_and_writes_its_reports()
    {
        var (html, json) = (Path.Combine(_folder.FullName, "reports", "load.html"), Path.Combine(_folder.FullName, "reports", "load.json"));

        var (exitCode, output, _) = await RunAsync("--rate", "50", "--duration", "1s", "--warm-up", "0s", "--fail-if", "errors>0%", "--html", html, "--json", json);

        Assert.Equal(0, exitCode);
        Assert.Contains("kept    errors>0%: 0 %", output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(html, Stop), StringComparison.Ordinal);
        Assert.StartsWith("{", await File.ReadAllTextAsync(json, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_exits_with_1_when_a_threshold_broke_and_says_which()
    {
        var (exitCode, output, _) = await RunAsync("--rate", "50", "--duration", "1s", "--warm-up", "0s", "--fail-if", "errors>0%", "--fail-if", "p50>0ms");

        Assert.Equal(1, exitCode);
        Assert.Contains("BROKEN  p50>0ms: ", output, StringComparison.Ordinal);
        Assert.Contains("kept    errors>0%", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_exits_with_2_when_an_argument_makes_no_sense()
    {
        var (exitCode, _, error) = await RunAsync("--rate", "many");

        Assert.Equal(2, exitCode);
        Assert.Contains("--rate needs a rate such as 20, 20/s or 1200/min, at most 10000 a second; it has 'many'.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_exits_with_3_when_its_report_cannot_be_written()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "", Stop);

        var (exitCode, _, error) = await RunAsync("--rate", "50", "--duration", "1s", "--html", Path.Combine(_folder.FullName, "file", "load.html"));

        Assert.Equal(3, exitCode);
        Assert.Contains("The report could not be written: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_it_reports_what_was_measured_and_exits_with_130()
    {
        var asked = 0;
        await using var server = await LoadServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        });
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("Grocery.Load"), "--url", $"{server.Address}", "--rate", "100", "--duration", "1h", "--warm-up", "0s"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        await Eventually.HoldsAsync(() => Volatile.Read(ref asked) > 10, "it asks");

        await Command.RunAsync("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(Stop);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains(", then interrupted", await output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^all +[1-9]", await output);
    }

    [Fact]
    public async Task Help_lists_the_options()
    {
        var (exitCode, output, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--fail-if CONDITION", output, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        Command.TryRunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Load"), "--url", $"{_server.Address}", .. arguments]);
}
