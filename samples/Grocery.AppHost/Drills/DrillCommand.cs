using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

/// <summary>Runs drills at a terminal, on a shop of their own beside any other.</summary>
internal sealed class DrillCommand(string name, int? minutes, IReadOnlyDictionary<string, string> parameters, TextWriter output, CancellationToken asked)
{
    public const string List = "list";

    private const string All = "all";

    /// <returns>The exit code: 0 when every drill has passed.</returns>
    /// <exception cref="ArgumentException">There is no such drill.</exception>
    /// <exception cref="ShopException">The shop could not start.</exception>
    public async Task<int> RunAsync()
    {
        if (name == List)
        {
            await output.WriteAsync(DrillCatalog.Describe());
            return ExitCodes.Stopped;
        }

        var drills = name == All ? DrillCatalog.CreateAll() : [DrillCatalog.Create(name)];
        var verdicts = new List<(string Name, bool IsPassed)>();
        try
        {
            foreach (var group in drills.GroupBy(drill => drill.NeedsOwnShop ? drill : null))
                verdicts.AddRange(await RunAsync([.. group], group.Key));
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopped before the verdict.");
            return ExitCodes.Failed;
        }

        if (verdicts.Count > 1)
            await output.WriteLineAsync($"\n{string.Join('\n', verdicts.Select(verdict => $"{(verdict.IsPassed ? "PASSED" : "FAILED")}  {verdict.Name}"))}");

        return verdicts.TrueForAll(verdict => verdict.IsPassed) ? ExitCodes.Stopped : ExitCodes.Failed;
    }

    private async Task<List<(string Name, bool IsPassed)>> RunAsync(IReadOnlyList<Drill> drills, Drill? owner)
    {
        var verdicts = new List<(string, bool)>();
        var settings = ShopSettings.OnFreePorts() with { Parameters = parameters };
        await using var shop = owner is null ? await DrillShop.StartAsync(settings, output, asked) : await DrillShop.StartAsync(owner, settings, output, asked);
        foreach (var drill in drills)
        {
            await output.WriteLineAsync($"\n{drill.Name}: {drill.Fault} ...");
            var times = minutes is { } some ? DrillTimes.Full with { During = TimeSpan.FromMinutes(some) } : DrillTimes.Full;
            var report = await new DrillRun(drill, shop, times).RunAsync(asked);
            await output.WriteLineAsync(report.ToString());
            verdicts.Add((drill.Name, report.IsPassed));
        }

        return verdicts;
    }
}
