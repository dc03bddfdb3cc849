using System.Diagnostics.Metrics;
using System.Text.Json;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grocery.Platform.Config.Tests.Postgres;

/// <summary>A started service with one database, <c>shop</c>, under a clock that the test moves, so that nothing is read again by itself.</summary>
internal sealed class DatabaseService : IAsyncDisposable
{
    public const string Secret = "rds!shop";

    private readonly IHost _host;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];

    private DatabaseService(IHost host, ManualTimeProvider time, LogCollector logs)
    {
        (_host, Time, Logs) = (host, time, logs);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == host.Services.GetRequiredService<IMeterFactory>())
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (_counts)
                _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + value;
        });
        _listener.Start();
    }

    public ManualTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public IServiceProvider Services => _host.Services;

    public NpgsqlDataSource Data => Services.GetRequiredService<NpgsqlDataSource>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts a service whose connection string stands in the configuration.</summary>
    public static Task<DatabaseService> StartAsync(NpgsqlConnectionStringBuilder connection, params (string Key, string Value)[] settings) =>
        StartAsync(Some.Builder([("ConnectionStrings:shop", connection.ConnectionString), .. settings]));

    /// <summary>Starts a service whose connection is the secret <see cref="Secret"/>.</summary>
    public static Task<DatabaseService> StartAsync(AwsEndpoint aws, params (string Key, string Value)[] settings)
    {
        var builder = Some.Builder(
            [("Platform:Config:SecretsManager:Enabled", "true"), ("Platform:Config:SecretsManager:Secrets:ConnectionStrings:shop", Secret), .. settings]);
        var time = new ManualTimeProvider();
        builder.AddPlatformConfig(Some.Connection(aws) with { Time = time });
        return StartAsync(builder, time);
    }

    public static string SecretOf(NpgsqlConnectionStringBuilder connection, string? user = null, string? password = null) => JsonSerializer.Serialize(new
    {
        engine = "postgres",
        host = connection.Host,
        port = connection.Port,
        username = user ?? connection.Username,
        password = password ?? connection.Password,
        dbname = connection.Database,
    });

    public static async Task<DatabaseService> StartAsync(HostApplicationBuilder builder, ManualTimeProvider? time = null)
    {
        time ??= new ManualTimeProvider();
        var logs = new LogCollector();
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddHealthChecks();
        builder.Services.AddPlatformPostgres("shop", data => data.ConnectionStringBuilder.Timeout = 60);
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return new DatabaseService(host, time, logs);
    }

    public void Reload(string key, string value)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        configuration.Reload();
    }

    public Task<bool> RefreshAsync() => Services.GetRequiredService<IConfigurationRefresher>().RefreshAsync(Cancelled);

    /// <summary>Logs in, and returns the user.</summary>
    public async Task<string> LogInAsync()
    {
        // Idle connections say nothing about logins.
        Data.Clear();
        await using var command = Data.CreateCommand("SELECT current_user");
        return (string)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    public async Task<HealthReportEntry> CheckAsync() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancelled)).Entries["postgres-passwords"];

    public int Logged(int eventId) => Logs.Lines.Count(line => line.EventId == eventId && line.Category.StartsWith("Grocery", StringComparison.Ordinal));

    public long Counted(string instrument)
    {
        lock (_counts)
            return _counts.GetValueOrDefault(instrument);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
