using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Config.Postgres;

/// <summary>Is degraded while a database refuses every password that is known, or will refuse them after the next rotation.</summary>
internal sealed class PostgresHealthCheck(PostgresDatabases databases) : IHealthCheck
{
    public const string Name = "postgres-passwords";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] troubles = [.. databases.All.Select(Describe).OfType<string>()];
        return Task.FromResult(troubles.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join("; ", troubles)));
    }

    private static string? Describe(PostgresDatabase database) => database.Logins switch
    {
        { RefusedSince: { } since } => string.Create(
            CultureInfo.InvariantCulture, $"{database.Name}: no known login works since {since:yyyy-MM-ddTHH:mm:ssZ}"),
        { IsUserGone: true } => $"{database.Name}: the configuration has another user now, and nothing for that of this process; restart it",
        _ => null,
    };
}
