using Grocery.Platform.Analyzers.Blocking;
using Grocery.Platform.Analyzers.CodeFixes.Blocking;

namespace Grocery.Platform.Analyzers.Tests.Blocking;

public sealed class HealthCheckTests
{
    [Fact]
    public Task A_check_that_blocks_is_found_and_awaits_after_the_fix() => Verify.FixesAsync<BlockingAnalyzer, AwaitFix>(
        """
        using System.Data.Common;

        class ShopCheck(DbDataSource shop, HttpClient client) : IHealthCheck
        {
            public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            {
                using var connection = shop.CreateConnection();
                {|GROCERY1006:connection.Open()|};
                using var command = connection.CreateCommand();
                command.CommandText = "select 1";
                var one = (int?){|GROCERY1006:command.ExecuteScalar()|};
                if (one is null)
                    return Task.FromResult(HealthCheckResult.Unhealthy());

                {|GROCERY1006:Thread.Sleep(10)|};
                {|GROCERY1006:client.Send(new HttpRequestMessage())|}.Dispose();
                using var response = {|GROCERY1006:client.GetAsync("/", cancellationToken).Result|};
                return Task.FromResult(HealthCheckResult.Healthy());
            }
        }
        """,
        """
        using System.Data.Common;

        class ShopCheck(DbDataSource shop, HttpClient client) : IHealthCheck
        {
            public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            {
                using var connection = shop.CreateConnection();
                await connection.OpenAsync(cancellationToken);
                using var command = connection.CreateCommand();
                command.CommandText = "select 1";
                var one = (int?)await command.ExecuteScalarAsync(cancellationToken);
                if (one is null)
                    return HealthCheckResult.Unhealthy();

                await Task.Delay(10, cancellationToken);
                (await client.SendAsync(new HttpRequestMessage(), cancellationToken)).Dispose();
                using var response = await client.GetAsync("/", cancellationToken);
                return HealthCheckResult.Healthy();
            }
        }
        """);

    [Fact]
    public Task A_check_that_is_a_lambda_is_one_too() => Verify.LeavesAsync<BlockingAnalyzer, AwaitFix>("""
        static class Checks
        {
            public static void Add(IHealthChecksBuilder checks, HttpClient client) =>
                checks.AddCheck("shop", () =>
                {
                    {|GROCERY1006:client.GetStringAsync("/").Wait()|};
                    return HealthCheckResult.Healthy();
                });
        }
        """);

    [Fact]
    public Task What_blocks_elsewhere_or_for_nobody_is_left_alone() => Verify.FindsAsync<BlockingAnalyzer>("""
        using System.Data.Common;

        class Shop(DbDataSource shop)
        {
            public void Open() => shop.CreateConnection().Open();
        }

        class ShopCheck(DbDataSource shop) : IHealthCheck
        {
            private readonly DbConnection _connection = shop.OpenConnection();

            public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            {
                await _connection.OpenAsync(cancellationToken);
                _ = _connection.CreateCommand();
                _ = File.Exists("a");
                return HealthCheckResult.Healthy(_connection.State.ToString());
            }
        }
        """);
}
