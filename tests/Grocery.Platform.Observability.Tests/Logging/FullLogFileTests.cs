using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Observability.Tests.Logging;

/// <summary>A process whose standard output is a file that may not grow any more: each write fails, as on a full disk.</summary>
public sealed partial class FullLogFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grocery-test-");
    private readonly Process _process;

    public FullLogFileTests()
    {
        // Without the trap the kernel ends a process that writes over the limit by a signal.
        var assembly = Repository.BuiltAssembly("Grocery.Platform.Observability.TestApp");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec dotnet \"$0\" >\"$1\"", assembly, Log]);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Platform__Management__Port"] = $"{ManagementPort}";
        _process = Process.Start(start)!;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder.FullName, "log");

    private int ManagementPort { get; } = FreePort.Next();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_costs_the_lines_which_are_counted_and_nothing_else()
    {
        await Eventually.HoldsAsync(() => AddressPattern().IsMatch(Read()), "the service listens", TimeSpan.FromSeconds(60));
        using var client = new HttpClient { BaseAddress = new Uri(AddressPattern().Match(Read()).Groups[1].Value) };

        await LimitAsync("0");
        await client.GetStringAsync(new Uri("/hello/lost", UriKind.Relative), Stop);
        await Eventually.HoldsAsync(async () => Dropped(await client.GetStringAsync(new Uri($"http://127.0.0.1:{ManagementPort}/metrics"), Stop)) > 0, "lines are dropped");
        await LimitAsync("unlimited");
        await client.GetStringAsync(new Uri("/hello/back", UriKind.Relative), Stop);

        await Eventually.HoldsAsync(() => Read().Contains("Hello back", StringComparison.Ordinal), "lines are written again");
        Assert.DoesNotContain("Hello lost", Read(), StringComparison.Ordinal);
    }

    private static double Dropped(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith("grocery_logs_dropped_total{reason=\"output_failed\"", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    private Task<string> LimitAsync(string bytes) => Command.RunAsync("prlimit", ["--pid", $"{_process.Id}", $"--fsize={bytes}:"]);

    private string Read() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    [GeneratedRegex(@"Now listening on: (http://[\w.:]+:\d+)")]
    private static partial Regex AddressPattern();
}
