using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grocery.Platform.Config.Refresh;

namespace Grocery.Platform.Config.Postgres;

/// <summary>What the passwords of databases look like in metrics.</summary>
internal sealed class PostgresMetrics
{
    private readonly Counter<long> _changes;
    private readonly Counter<long> _failures;

    public PostgresMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ConfigMetrics.MeterName);
        _changes = meter.CreateCounter<long>("grocery.config.postgres.password.changes", "{change}", "Times that new logins went over to another password.");
        _failures = meter.CreateCounter<long>("grocery.config.postgres.proof.failures", "{failure}", "Logins to try a password that failed.");
    }

    public void CountChange(string name) => _changes.Add(1, NameTag(name));

    public void CountFailure(string name, string error) => _failures.Add(1, new TagList { NameTag(name), new("error.type", error) });

    private static KeyValuePair<string, object?> NameTag(string name) => new("grocery.config.postgres.name", name);
}
