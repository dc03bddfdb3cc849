using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Postgres;

/// <summary>All databases of the service. Each is made at the start, from the settings that were validated then; a later reload may be bad.</summary>
internal sealed class PostgresDatabases(IEnumerable<PostgresName> names, IServiceProvider services) : IHostedService
{
    private readonly Lazy<PostgresDatabase[]> _all = new(() => [.. names.Select(name => services.GetRequiredKeyedService<PostgresDatabase>(name.Name))]);

    public IReadOnlyList<PostgresDatabase> All => _all.Value;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _all.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
