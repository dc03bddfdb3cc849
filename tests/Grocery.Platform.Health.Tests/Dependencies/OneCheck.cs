using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Tests.Dependencies;

/// <summary>Runs the one check that a test registers, by the framework's own service.</summary>
internal sealed class OneCheck : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public OneCheck(Action<IHealthChecksBuilder> add, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        if (time is not null)
            services.AddSingleton(time);

        add(services.AddHealthChecks());
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public async Task<HealthReportEntry> RunAsync()
    {
        var report = await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return Assert.Single(report.Entries).Value;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public static async Task<HealthReportEntry> RunAsync(Action<IHealthChecksBuilder> add, TimeProvider? time = null)
    {
        await using var check = new OneCheck(add, time);
        return await check.RunAsync();
    }

    /// <summary>Cancels a run that would never end, and waits for its end.</summary>
    public static async Task IsCancelledAsync(Action<IHealthChecksBuilder> add, Func<Task> isUnderWay)
    {
        await using var check = new OneCheck(add);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = check.RunItselfAsync(stop.Token);
        await isUnderWay();
        Assert.False(run.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
    }

    public static async Task IsCancelledAtOnceAsync(Action<IHealthChecksBuilder> add)
    {
        await using var check = new OneCheck(add);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.RunItselfAsync(new CancellationToken(canceled: true)));
    }

    // Not by the framework's service, which looks at the token first.
    private async Task<HealthCheckResult> RunItselfAsync(CancellationToken cancellationToken)
    {
        var registered = _services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        var context = new HealthCheckContext { Registration = Assert.Single(registered) };
        return await context.Registration.Factory(_services).CheckHealthAsync(context, cancellationToken);
    }
}
