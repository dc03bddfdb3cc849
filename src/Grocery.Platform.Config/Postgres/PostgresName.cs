using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>A database that was asked for.</summary>
/// <param name="Name">The name of its connection string.</param>
/// <param name="Configure">What the service sets on its data source.</param>
internal sealed record PostgresName(string Name, Action<NpgsqlDataSourceBuilder>? Configure)
{
    public string Key { get; } = $"ConnectionStrings:{Name}";
}
