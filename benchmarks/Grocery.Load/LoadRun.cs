using System.Globalization;
using Grocery.Load.Arrivals;
using Grocery.Load.Figures;
using Grocery.Load.Requests;
using Grocery.Load.Scenarios;
using Grocery.Load.Shop;

namespace Grocery.Load;

/// <summary>One run of a load.</summary>
internal sealed class LoadRun(LoadSettings settings, TextWriter output)
{
    private const int Regulars = 10;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Runs until the last arrival or until it is stopped, and waits for the answers.</summary>
    /// <param name="stop">Ends the arrivals.</param>
    /// <param name="abandon">Gives up the answers that are outstanding.</param>
    /// <exception cref="LoadException">The shop does not answer as it should.</exception>
    public async Task<LoadResult> RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        if (settings.Mix is not { } mix)
        {
            using var client = LoadClient.Create(settings.Urls[0].Url);
            return await LoadAsync((log, _) => [.. settings.Urls.Select(url => url.ToScenario(CreateSender(client, log, abandon)))], stop);
        }

        using var visitor = LoadClient.Create(settings.Target);
        var preparation = new ShopPreparation(settings.TimeOut, stop);
        var (goods, units) = await ShopCatalogue.ReadAsync(visitor, preparation);
        WarnOfStock(mix, units);
        var (regulars, buyers) = (mix.ContainsKey(ShopJourneys.Cart) ? Regulars : 0, mix.ContainsKey(ShopJourneys.Checkout) ? settings.Customers : 0);
        await output.WriteLineAsync($"{goods.Ids.Count} products; signing up {regulars + buyers} customers");
        using var customers = await Customers.SignUpAsync(settings.Target, regulars + buyers, preparation);
        return await LoadAsync(
            (log, drop) =>
            {
                var shoppers = customers.ToShoppers(client => CreateSender(client, log, abandon));
                var browsing = regulars > 0 ? shoppers.Take(regulars) : [new Shopper(CreateSender(visitor, log, abandon))];
                var pool = new CustomerPool([.. browsing], shoppers.Skip(regulars));
                return new ShopJourneys(pool, goods, due => drop(due, $"all {buyers} customers were at a checkout (--customers)")).ToScenarios(mix);
            },
            stop);
    }

    private async Task<LoadResult> LoadAsync(Func<Measurements, Action<TimeSpan, string>, IReadOnlyList<Scenario>> createScenarios, CancellationToken stop)
    {
        await output.WriteLineAsync($"warm-up {LoadText.Write(settings.WarmUp)}, then {string.Join(", ", settings.Stages.Select(LoadText.Write))}; "
            + $"{(settings.IsPoisson ? "Poisson" : "constant")} arrivals, seed {settings.Seed}");
        var random = new Random(settings.Seed);
        var arrivals = settings.IsPoisson ? ArrivalTimes.Poisson(settings.AllStages, new Random(settings.Seed)) : ArrivalTimes.Constant(settings.AllStages);
        var (began, watch) = (Time.GetUtcNow(), new GeneratorWatch(Time));
        var measurements = new Measurements(Time, settings.WarmUp, settings.Length);
        var loop = new OpenLoop(arrivals, measurements, new ScenarioMix(createScenarios(measurements, measurements.Drop), random).VisitAsync)
        {
            MostAtOnce = settings.Concurrency,
            OnStart = measurements.Start,
            OnDrop = due => measurements.Drop(due, FormattableString.Invariant($"{settings.Concurrency} visits were under way (--concurrency)")),
        };
        var stoppedAt = settings.Length;
        await using var stopping = stop.Register(() => stoppedAt = measurements.Now);
        using var ended = new CancellationTokenSource();
        var progress = ShowProgressAsync(measurements, ended.Token);
        try
        {
            await loop.RunAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Answers were given up; the figures say how many.
        }

        await ended.CancelAsync();
        await progress;
        var summary = measurements.Sum(stoppedAt);
        return new LoadResult(settings, began, summary, watch.Sum(summary.Lateness), stop.IsCancellationRequested);
    }

    private async Task ShowProgressAsync(Measurements measurements, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Period, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var (sent, failed, underWay) = measurements.Progress;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{measurements.Now.TotalSeconds,6:N0} s of {settings.Length.TotalSeconds:N0}: {sent:N0} measured, {failed:N0} failed, {underWay:N0} under way"));
            }
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
    }

    private void WarnOfStock(IReadOnlyDictionary<string, double> mix, int units)
    {
        var orders = settings.AllStages.Sum(stage => stage.Arrivals) * mix.GetValueOrDefault(ShopJourneys.Checkout) / mix.Values.Sum();
        if (orders > units)
            output.WriteLine(FormattableString.Invariant($"About {orders:N0} orders are meant to come, and {units:N0} units are sure to be in stock: those beyond may be refused (409), and count as failed."));
    }

    private RequestSender CreateSender(HttpClient client, Measurements log, CancellationToken abandon) => new(client, log, settings.TimeOut, abandon);
}
