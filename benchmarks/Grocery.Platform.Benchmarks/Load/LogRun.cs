using System.Diagnostics;
using System.Globalization;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>Measures the processor time of a log line on a real standard output, in processes that run one after the other.</summary>
internal static class LogRun
{
    private static readonly LoadStack[] Stacks = [LoadStack.JsonConsole, LoadStack.Platform, LoadStack.Serilog];

    public static async Task RunAsync(string[] options)
    {
        var rounds = int.Parse(options.ElementAtOrDefault(0) ?? "5", CultureInfo.InvariantCulture);
        var lines = options.ElementAtOrDefault(1) ?? "1000000";
        foreach (var (name, output) in new[] { ("/dev/null", "> /dev/null"), ("a pipe", "| cat > /dev/null") })
        {
            var times = Stacks.ToDictionary(stack => stack, _ => new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var stack in Stacks)
                    times[stack].Add(await MeasureAsync(stack, lines, output));
            }

            foreach (var (stack, measured) in times)
            {
                var ratios = measured.Zip(times[LoadStack.JsonConsole], (mine, its) => mine / its).Order().ToArray();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {stack} {ratios[0]:F2} / {ratios[ratios.Length / 2]:F2} / {ratios[^1]:F2} ({measured.Order().ElementAt(rounds / 2):F0} ns a line)"));
            }
        }
    }

    private static async Task<double> MeasureAsync(LoadStack stack, string lines, string output)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardError = true,
            ArgumentList = { "-c", $"dotnet \"$0\" log {stack} {lines} {output}", typeof(LogRun).Assembly.Location },
        };
        using var process = Process.Start(start)!;
        var text = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }
}
