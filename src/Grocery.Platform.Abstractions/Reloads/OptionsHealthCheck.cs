using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Reloads;

/// <summary>Is degraded while the configuration of a section is invalid, and names it. What is wrong with it stands in the log.</summary>
internal sealed class OptionsHealthCheck(RejectedOptions rejected) : IHealthCheck
{
    public const string Name = "options";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var sections = rejected.Sections;
        return Task.FromResult(sections.Count == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(
                context.Registration.FailureStatus, $"The last valid values stay: {string.Join(", ", sections.Select(Describe))}"));
    }

    private static string Describe(KeyValuePair<string, DateTimeOffset> section) =>
        string.Create(CultureInfo.InvariantCulture, $"{section.Key} is invalid since {section.Value:yyyy-MM-ddTHH:mm:ssZ}");
}
