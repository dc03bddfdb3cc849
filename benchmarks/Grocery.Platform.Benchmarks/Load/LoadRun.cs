using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>
/// Measures whole services under load on loopback: each stack beside a bare service, in processes of their own that take turns of a second,
/// so that both see the same machine. A ratio is that to the bare service of the same round; that of a second bare one is the noise.
/// </summary>
internal static class LoadRun
{
    private const int WarmUpSeconds = 3;

    public static async Task RunAsync(string[] options)
    {
        var rounds = int.Parse(options.ElementAtOrDefault(0) ?? "25", CultureInfo.InvariantCulture);
        var seconds = int.Parse(options.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture);
        await using var collector = await StartCollectorAsync();
        Console.WriteLine("| stack | requests/s | processor time a request | p99 at 2,000 a second | bytes a request |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var stack in options is [_, _, var only] ? [Enum.Parse<LoadStack>(only)] : Enum.GetValues<LoadStack>())
            Print(stack, await CompareAsync(stack, collector.Urls.Single(), rounds, seconds));
    }

    private static async Task<List<(LoadResult Bare, LoadResult Stack)>> CompareAsync(LoadStack stack, string collector, int rounds, int seconds)
    {
        using var bare = new LoadService(LoadStack.Bare, collector);
        using var other = new LoadService(stack, collector);
        foreach (var service in (LoadService[])[bare, other, other, bare])
            await service.WarmUpAsync(WarmUpSeconds);

        // All of one before the other: at a low rate the garbage collector settles for a small heap, and takes seconds to grow it again.
        var saturated = await AlternateAsync(bare, other, rounds, service => service.SaturateAsync(seconds));
        var p99 = await AlternateAsync(bare, other, rounds, service => service.P99Async(TimeSpan.FromSeconds(seconds)));
        return [.. saturated.Zip(p99, (load, slow) => (load.Bare with { P99 = slow.Bare }, load.Stack with { P99 = slow.Stack }))];
    }

    private static async Task<List<(T Bare, T Stack)>> AlternateAsync<T>(
        LoadService bare, LoadService stack, int rounds, Func<LoadService, Task<T>> measure)
    {
        var results = new List<(T, T)>();
        for (var round = 0; round < rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (bare, stack) : (stack, bare);
            var (one, two) = (await measure(first), await measure(second));
            results.Add(first == bare ? (one, two) : (two, one));
        }

        return results;
    }

    private static void Print(LoadStack stack, List<(LoadResult Bare, LoadResult Stack)> rounds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {stack} | {Ratios(rounds, result => result.Rate)} | {Ratios(rounds, result => result.Cpu)} | {Ratios(rounds, result => result.P99)} "
        + $"| {Median(rounds.Select(round => round.Stack.Bytes)):F0} |"));

    private static string Ratios(List<(LoadResult Bare, LoadResult Stack)> rounds, Func<LoadResult, double> value)
    {
        var ratios = rounds.Select(round => value(round.Stack) / value(round.Bare)).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{ratios[0]:F2} / **{ratios[ratios.Length / 2]:F2}** / {ratios[^1]:F2}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context => await context.Request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        return app;
    }
}
