using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks.Load;

/// <summary>
/// Measures whole services under load on loopback: every stack in a process of its own, all running at once, loaded one after the other in
/// random order in each round. A ratio is that to the bare service in the same round.
/// </summary>
internal static class LoadRun
{
    private const int WarmUpSeconds = 3;

    public static async Task RunAsync(string[] options)
    {
        var rounds = int.Parse(options.ElementAtOrDefault(0) ?? "9", CultureInfo.InvariantCulture);
        var seconds = int.Parse(options.ElementAtOrDefault(1) ?? "2", CultureInfo.InvariantCulture);
        await using var collector = await StartCollectorAsync();
        var services = Enum.GetValues<LoadStack>().Select(stack => new LoadService(stack, collector.Urls.Single())).ToArray();
        try
        {
            foreach (var service in services.Concat(services))
                await service.WarmUpAsync(WarmUpSeconds);

            var results = services.ToDictionary(service => service.Stack, _ => new List<LoadResult>());
            for (var round = 0; round < rounds; round++)
            {
                Random.Shared.Shuffle(services);
                foreach (var service in services)
                    results[service.Stack].Add(await service.MeasureAsync(seconds));
                Console.WriteLine($"round {round + 1} of {rounds}");
            }

            Print(results);
        }
        finally
        {
            Array.ForEach(services, service => service.Dispose());
        }
    }

    private static void Print(Dictionary<LoadStack, List<LoadResult>> results)
    {
        var bare = results[LoadStack.Bare];
        Console.WriteLine("| stack | requests/s | processor time a request | p99 at 2,000 a second | bytes a request |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (stack, rounds) in results.OrderBy(pair => pair.Key))
        {
            Console.WriteLine(
                $"| {stack} | {Ratios(rounds, bare, result => result.Rate)} | {Ratios(rounds, bare, result => result.Cpu)} "
                + $"| {Ratios(rounds, bare, result => result.P99)} | {Median(rounds.Select(result => result.Bytes)):F0} |");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"bare: {Median(bare.Select(result => result.Rate)):F0} requests/s, {Median(bare.Select(result => result.Cpu)):F1} us, p99 {Median(bare.Select(result => result.P99)):F0} us"));
    }

    private static string Ratios(List<LoadResult> rounds, List<LoadResult> bare, Func<LoadResult, double> value)
    {
        var ratios = rounds.Zip(bare, (mine, its) => value(mine) / value(its)).Order().ToArray();
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
