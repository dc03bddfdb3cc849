using Grocery.AppHost.Shop;

namespace Grocery.Monitoring.Tests.Live;

[Collection(MonitoredShop.Name)]
public sealed class AlertTests(MonitoredShop shop)
{
    [Fact]
    public async Task Every_service_is_scraped_by_its_name()
    {
        var up = await shop.Prometheus.QueryAsync("group by (job) (up == 1)");

        Assert.Superset(ShopService.All.Select(service => service.Name).ToHashSet(), up.Select(sample => sample.Labels["job"]).ToHashSet());
    }

    [Fact]
    public async Task Prometheus_and_the_Alertmanager_are_watched_too()
    {
        var up = await shop.Prometheus.QueryAsync("group by (job) (up{job=~\"prometheus|alertmanager\"} == 1)");

        Assert.Equal(["alertmanager", "prometheus"], up.Select(sample => sample.Labels["job"]).Order());
    }

    [Fact]
    public async Task No_rule_fails()
    {
        var data = await shop.Prometheus.GetAsync("/api/v1/rules");

        var rules = data.GetProperty("groups").EnumerateArray().SelectMany(rules => rules.GetProperty("rules").EnumerateArray()).ToArray();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task The_shop_has_every_metric_and_label_of_the_rules()
    {
        var known = await KnownNames.ReadAsync(shop.Prometheus);
        var data = await shop.Prometheus.GetAsync("/api/v1/rules");

        var queries = data.GetProperty("groups").EnumerateArray()
            .SelectMany(rules => rules.GetProperty("rules").EnumerateArray())
            .Select(rule => rule.GetProperty("query").GetString()!);

        Assert.All(queries, query => Assert.Empty(known.Unknown(query)));
    }

    [Fact]
    public void Errors_of_a_new_version_are_told_to_whoever_rolls_back_until_they_end()
    {
        Assert.True(shop.WasTold("rollbacks", "NewVersionFails", MonitoredShop.Broken, isFiring: true));
        Assert.True(shop.WasTold("rollbacks", "NewVersionFails", MonitoredShop.Broken, isFiring: false));
    }

    [Fact]
    public void A_service_that_hangs_wakes_somebody_who_gets_the_runbook()
    {
        var page = shop.Notifications.First(told => told is { Receiver: "pager", Alert: "ServiceDown", IsFiring: true });

        Assert.Equal((MonitoredShop.Broken, "prod"), (page.Job, page.Environment));
        Assert.EndsWith("/docs/operations/runbooks/service-down.md", page.Runbook, StringComparison.Ordinal);
        Assert.True(shop.WasTold("pager", "ServiceDown", MonitoredShop.Broken, isFiring: false));
    }

    [Fact]
    public async Task What_follows_from_a_service_that_is_down_is_told_to_nobody()
    {
        var fired = await shop.Prometheus.QueryAsync($"max_over_time(ALERTS{{alertname=\"InstanceDown\", job=\"{MonitoredShop.Broken}\", alertstate=\"firing\"}}[1h])");

        Assert.NotEmpty(fired);
        Assert.DoesNotContain(shop.Notifications, told => told is { Alert: "InstanceDown", Job: MonitoredShop.Broken });
    }

    [Fact]
    public void The_watchdog_hears_that_alerts_arrive() => Assert.True(shop.WasTold("watchdog", "Watchdog", "", isFiring: true));
}
