using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Migration.Tests;

/// <summary>From the health checks of Xabaril.</summary>
public sealed class XabarilTests : IAsyncLifetime
{
    private const int Burst = 50;

    private PrivatePostgres _postgres = null!;

    public async ValueTask InitializeAsync() => _postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Both_tell_alike_whether_the_database_is_there()
    {
        await using var warehouse = await ScriptedServer.StartAsync(Reply.Ok);
        await using var before = await StartAsync("Before", warehouse);
        await using var after = await StartAsync("After", warehouse);
        MigratedService[] both = [before, after];

        Assert.All(await AskAsync(both, "/now"), answer => Assert.Equal("""200 {"answer":42}""", answer));
        await Eventually.HoldsAsync(async () => (await AskAsync(both, "/health/ready")).All(answer => answer.StartsWith("200", StringComparison.Ordinal)), "both are ready");
        await _postgres.StopAsync();
        await Eventually.HoldsAsync(async () => (await AskAsync(both, "/health/ready")).All(answer => answer.StartsWith("503", StringComparison.Ordinal)), "none is ready");
        Assert.All(await AskAsync(both, "/health/live"), answer => Assert.StartsWith("200", answer, StringComparison.Ordinal));
        await _postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await AskAsync(both, "/health/ready")).All(answer => answer.StartsWith("200", StringComparison.Ordinal)), "both are ready again");
    }

    [Fact]
    public async Task A_burst_of_probes_no_longer_reaches_the_dependency()
    {
        var asked = new List<int>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var warehouse = await ScriptedServer.StartAsync(Reply.Ok);
            await using var service = await StartAsync(stage, warehouse);
            await Eventually.HoldsAsync(async () => (await service.AskAsync("/health/ready")).StartsWith("200", StringComparison.Ordinal), "the service is ready");
            var before = warehouse.Received.Count;
            for (var probe = 0; probe < Burst; probe++)
                await service.AskAsync("/health/ready");

            asked.Add(warehouse.Received.Count - before);
        }

        Assert.Equal(Burst, asked[0]);
        Assert.InRange(asked[1], 0, Burst / 5);
    }

    private static async Task<string[]> AskAsync(IEnumerable<MigratedService> services, string path) => await Task.WhenAll(services.Select(service => service.AskAsync(path)));

    private Task<MigratedService> StartAsync(string stage, ScriptedServer warehouse) => MigratedService.StartAsync("Xabaril", stage, new()
    {
        ["ConnectionStrings__warehouse"] = _postgres.ConnectionString,
        ["Warehouse"] = warehouse.Address.ToString(),
    });
}
