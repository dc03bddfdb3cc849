namespace Grocery.Samples.Orders.Checkouts;

/// <summary>Repairs checkouts again and again. Several instances share the work.</summary>
internal sealed class CheckoutRepairService(
    IServiceScopeFactory scopes, LiveOptions<CheckoutOptions> options, TimeProvider time, ILogger<CheckoutRepairService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RepairPeriod, time);
        do
        {
            await RepairAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RepairAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<CheckoutRepair>().RepairAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.RepairFailed(logger, exception.Message);
        }
    }
}
