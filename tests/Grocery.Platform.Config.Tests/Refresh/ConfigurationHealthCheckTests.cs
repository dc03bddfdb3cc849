using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Tests.Refresh;

public sealed class ConfigurationHealthCheckTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/products/A", "plain-never-shown");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task After_a_load_it_is_healthy_and_tells_the_age()
    {
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(_aws));
        var time = new LaterTime();
        builder.Services.AddSingleton<TimeProvider>(time);
        using var host = Build(builder);

        var young = await CheckAsync(host);
        time.Later = TimeSpan.FromHours(1);
        var old = await CheckAsync(host);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), (young.Status, old.Status));
        Assert.InRange(Assert.IsType<long>(young.Data["age_seconds"]), 0, 1800);
        Assert.InRange(Assert.IsType<long>(old.Data["age_seconds"]), 3600, 5400);
    }

    [Fact]
    public async Task It_is_degraded_when_the_parameters_were_asked_for_too_late()
    {
        var builder = Some.Builder();
        builder.AddPlatformConfig(Some.Connection(_aws));
        builder.Configuration["Platform:Config:ParameterStore:Enabled"] = "true";
        using var host = Build(builder);

        var entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("parameter-store: turned on only after AddPlatformConfig() had run", entry.Description);
    }

    [Fact]
    public void Its_failure_status_makes_it_a_soft_dependency()
    {
        var builder = Some.BuilderWithParameters();
        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = Build(builder);

        var registered = host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(HealthStatus.Degraded, Assert.Single(registered, check => check.Name == "configuration").FailureStatus);
    }

    [Fact]
    public async Task A_service_that_asked_for_no_parameters_has_no_such_check()
    {
        var builder = Some.Builder();
        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = Build(builder);

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("configuration", report.Entries.Keys);
    }

    private static IHost Build(HostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        return builder.Build();
    }

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries["configuration"];
    }

    /// <summary>The system's time, moved on.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
    }
}
