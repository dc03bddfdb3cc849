using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Grocery.Migration.Xabaril;

/// <summary>What the service depends on, and what it does.</summary>
internal static class Warehouse
{
    public static void MapWarehouse(this IEndpointRouteBuilder app) =>
        app.MapGet("/now", async (NpgsqlDataSource database, CancellationToken token) =>
        {
            await using var command = database.CreateCommand("SELECT 6 * 7");
            return new { answer = await command.ExecuteScalarAsync(token) };
        });
}

/// <summary>Asks the warehouse whether it is there; a check of the team's own.</summary>
internal sealed class WarehouseCheck(IHttpClientFactory clients, IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var client = clients.CreateClient();
        using var response = await client.GetAsync(configuration["Warehouse"], cancellationToken);
        return response.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The warehouse answers {(int)response.StatusCode}.");
    }
}
