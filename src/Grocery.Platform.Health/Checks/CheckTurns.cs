using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Checks;

/// <summary>Makes what runs a check.</summary>
internal sealed class CheckTurns(HealthMetrics metrics, IServiceScopeFactory scopes, SecretValues secrets, TimeProvider time, ILogger<CheckTurn> logger)
{
    public CheckTurn Of(BackgroundCheck check) =>
        new(check, new CheckRunner(check.Registration, check.Settings.Timeout, scopes, secrets, time), metrics, logger);
}
