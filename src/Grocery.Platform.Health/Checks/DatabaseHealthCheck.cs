using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>Asks a database for a one. A failure is described by its type and SQL state: its text may quote the connection string.</summary>
internal sealed class DatabaseHealthCheck(DbDataSource? dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (dataSource is null)
            return Failure(context, "no DbDataSource is registered; register one, or hand AddDatabase a function that finds it");

        // To cancel a query, Npgsql asks the server, and waits for one that has fallen silent until its own time-outs, half a minute
        // by default: in a callback of the token and in the query. Neither is to hold up the next run.
        var source = new CancellationTokenSource();
        using var cancelling = cancellationToken.UnsafeRegister(
            static state => _ = ((CancellationTokenSource)state!).CancelAsync(), source);
        return await QueryAsync(dataSource, context, source.Token).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<HealthCheckResult> QueryAsync(
        DbDataSource dataSource, HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var command = dataSource.CreateCommand("SELECT 1");
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
        }
        catch (DbException exception)
        {
            var type = exception.GetType().Name;
            return Failure(context, exception.SqlState is { } state ? $"{type}, SQL state {state}" : type);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Also of a data source whose password provider fails; the framework's own runner would describe it by its message.
            return Failure(context, exception.GetType().Name);
        }
    }

    private static HealthCheckResult Failure(HealthCheckContext context, string description) =>
        new(context.Registration.FailureStatus, description);
}
