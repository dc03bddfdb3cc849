using Microsoft.Extensions.Primitives;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>A data source, and what keeps its logins working.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private readonly PasswordProof _proof;
    private readonly IDisposable? _reloads;

    public PostgresDatabase(PostgresName name, PostgresParts parts)
    {
        // Whoever makes a data source before the start has validated the options learns of it here.
        var settings = PostgresSettings.TryRead(parts.Configuration, name.Key)
            ?? throw new PlatformConfigurationException([$"{name.Key} is no connection string of Npgsql. Mend it."]);
        Name = name.Name;
        _proof = new PasswordProof(name, settings, parts.Metrics);
        Logins = new PostgresLogins(name, settings, _proof, parts);
        DataSource = Build(name, settings, parts);
        Retirement = new ConnectionRetirement(this, parts);
        if (!parts.Options.Value.Enabled)
            return;

        Logins.PasswordChanged += Retirement.Schedule;
        _reloads = ChangeToken.OnChange(parts.Configuration.GetReloadToken, Logins.Reload);
    }

    public string Name { get; }

    public NpgsqlDataSource DataSource { get; }

    public PostgresLogins Logins { get; }

    private ConnectionRetirement Retirement { get; }

    public void Dispose()
    {
        _reloads?.Dispose();
        Retirement.Dispose();
        DataSource.Dispose();
        _proof.Dispose();
    }

    private NpgsqlDataSource Build(PostgresName name, NpgsqlConnectionStringBuilder settings, PostgresParts parts)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(parts.Loggers);
        name.Configure?.Invoke(builder);

        // In telemetry it stands in the place of the connection string, which would show the user.
        builder.Name = name.Name;
        if (!parts.Options.Value.Enabled)
            return builder.Build();

        builder.ConnectionStringBuilder.Password = null;
        var timeout = builder.ConnectionStringBuilder.Timeout;
        var bound = timeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(timeout);
        builder.UsePasswordProvider(
            _ => Task.Run(() => Logins.FindPasswordAsync(bound, CancellationToken.None)).GetAwaiter().GetResult()!,
            async (_, token) => (await Logins.FindPasswordAsync(bound, token).ConfigureAwait(false))!);
        return builder.Build();
    }
}
