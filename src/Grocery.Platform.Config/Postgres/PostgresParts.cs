using Grocery.Platform.Config.SecretsManager;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Postgres;

/// <summary>What the databases of a service share.</summary>
/// <param name="Configuration">Where the connection strings stand.</param>
/// <param name="Options">The options.</param>
/// <param name="Secrets">Where the passwords become known as secret.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Refresher">What reads the configuration again; missing where the sources of the platform are not used.</param>
/// <param name="Stages">What reads other versions of a secret; missing likewise.</param>
/// <param name="Identity">The service.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">The log.</param>
internal sealed record PostgresParts(
    IConfiguration Configuration,
    LiveOptions<PostgresOptions> Options,
    SecretValues Secrets,
    PostgresMetrics Metrics,
    IConfigurationRefresher? Refresher,
    ISecretStages? Stages,
    ServiceIdentity? Identity,
    TimeProvider Time,
    ILoggerFactory Loggers);
