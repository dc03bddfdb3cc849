using Grocery.AppHost.Drills;
using Grocery.AppHost.Load;
using Grocery.AppHost.Shop;
using Grocery.Load.Requests;
using Grocery.Platform.TestSupport;
using Reply = Grocery.Platform.TestSupport.Reply;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>
/// The running shop under load, a real Prometheus that scrapes it and a real Alertmanager, both with the files of <c>infra/monitoring</c>,
/// and what went wrong once: product answers errors, then it hangs. Everything is left to be seen by those who ask afterwards.
/// </summary>
public sealed class MonitoredShop : IAsyncLifetime
{
    public const string Name = "monitored shop";
    public const string Broken = "product";

    private const double VisitsPerSecond = 20;

    // Of what takes a minute in short times, with room for a busy machine.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly FaultRule Errors = new("errors") { Route = "/products*", Share = 0.3, Status = 500, Ttl = TimeSpan.FromMinutes(10) };

    private readonly StringWriter _output = new();
    private readonly CancellationTokenSource _stopping = new();
    private ScriptedServer? _webhook;
    private AlertmanagerServer? _alertmanager;
    private PrometheusServer? _prometheus;
    private DrillShop? _shop;
    private SteadyLoad? _load;
    private Task _reading = Task.CompletedTask;

    /// <summary>Gets the Prometheus of the shop.</summary>
    public PrometheusServer Prometheus => _prometheus!;

    internal IReadOnlyList<Notification> Notifications => [.. _webhook!.Received.SelectMany(Notification.In)];

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        _webhook = await ScriptedServer.StartAsync(Reply.Status(200));
        var folder = new MonitoringFolder(_webhook.Address);
        _alertmanager = await AlertmanagerServer.StartAsync(folder.Path);

        // With the protection that is off by default, whose gauges are on the dashboards.
        var settings = ShopSettings.OnFreePorts() with { Parameters = new Dictionary<string, string> { ["Platform:Resilience:Inbound:Enabled"] = "true" } };
        _shop = await DrillShop.StartAsync(settings, _output, stop);
        folder.WriteTargets("targets", "shop", _shop.Shop.Services.Select(service => (service.Name, service.Current.ManagementAddress.Authority)));
        folder.WriteTargets("alertmanagers", "local", [("alertmanager", _alertmanager.Address.Authority)]);
        _prometheus = await PrometheusServer.StartAsync(folder.Path, "prod", folder.PrometheusPort);
        folder.WriteTargets("targets", "monitoring", [("alertmanager", _alertmanager.Address.Authority)]);

        _load = await SteadyLoad.StartAsync(_shop.Shop, VisitsPerSecond, stop);
        _reading = ReadSummariesAsync();
        await FailAsync(stop);
        await HangAsync();
        await QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        foreach (var part in new IAsyncDisposable?[] { _load, _prometheus, _alertmanager, _shop, _webhook, _output })
        {
            if (part is not null)
                await part.DisposeAsync();
        }

        _stopping.Dispose();
    }

    internal bool WasTold(string receiver, string alert, string job, bool isFiring) =>
        Notifications.Any(told => (told.Receiver, told.Alert, told.Job, told.IsFiring) == (receiver, alert, job, isFiring));

    // None of the load's shoppers looks at the summary.
    private async Task ReadSummariesAsync()
    {
        using var storefront = SteadyLoad.CreateClient(_shop!.Shop);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        var log = new LoadLog();
        var shopper = new TokenShoppers(storefront, _shop.Shop.Configuration.Keys, log).CreateShopper();
        while (!_stopping.IsCancellationRequested)
        {
            await shopper.GetAsync(new Step("summary"), "/api/summary", log.Now);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task FailAsync(CancellationToken stop)
    {
        await IsTrueAsync($"sum(rate(http_server_request_duration_seconds_count{{job=\"{Broken}\"}}[20s])) > 5");
        await _shop!.Shop.SetFaultAsync(Broken, Errors, stop);
        await Eventually.HoldsAsync(() => WasTold("rollbacks", "NewVersionFails", Broken, isFiring: true), "whoever rolls back is told", Bound);
        await IsTrueAsync($"ALERTS{{alertname=\"HighErrorRate\", job=\"{Broken}\", alertstate=\"firing\"}}");
        await _shop.Shop.SetFaultAsync(Broken, new FaultRule(Errors.Rule), stop);
        await Eventually.HoldsAsync(() => WasTold("rollbacks", "NewVersionFails", Broken, isFiring: false), "it is told that it is over", Bound);
    }

    private async Task HangAsync()
    {
        var product = _shop!.Shop.Service(Broken).Current;
        product.Pause();
        try
        {
            await Eventually.HoldsAsync(() => WasTold("pager", "ServiceDown", Broken, isFiring: true), "somebody is paged", Bound);
            await IsTrueAsync($"ALERTS{{alertname=\"InstanceDown\", job=\"{Broken}\", alertstate=\"firing\"}}");
            await Eventually.HoldsAsync(() => WasTold("tickets", "BreakerOpen", "storefront", isFiring: true), "a ticket says that the storefront does not call it", Bound);
        }
        finally
        {
            product.Resume();
        }

        await Eventually.HoldsAsync(() => WasTold("pager", "ServiceDown", Broken, isFiring: false), "the pager is told that it is over", Bound);
    }

    private Task QuietAsync()
    {
        const string Firing = $"ALERTS{{job=\"{Broken}\", alertstate=\"firing\"}} or ALERTS{{alertname=\"BreakerOpen\", alertstate=\"firing\"}}";
        return Eventually.HoldsAsync(async () => (await Prometheus.QueryAsync(Firing)).Count == 0, "no alert is left", Bound);
    }

    private Task IsTrueAsync(string query) => Eventually.HoldsAsync(async () => (await Prometheus.QueryAsync(query)).Count > 0, query, Bound);
}

/// <summary>One shop for all that ask it: a start and what goes wrong take a minute and a half.</summary>
[CollectionDefinition(MonitoredShop.Name)]
public sealed class MonitoredShopDefinition : ICollectionFixture<MonitoredShop>;
