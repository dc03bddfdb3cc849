using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>Who this process is, in every log line, span, metric and configuration path. Immutable.</summary>
/// <param name="Name">The service, such as <c>products</c>.</param>
/// <param name="Version">The version of the service.</param>
/// <param name="Environment">The deployment environment, in lower case unless configured otherwise.</param>
/// <param name="Instance">This one running process.</param>
public sealed record ServiceIdentity(string Name, string Version, string Environment, string Instance)
{
    /// <summary>Reads the identity from <c>Platform:Service</c>, and fills what is not set from the host.</summary>
    /// <param name="configuration">The configuration to read.</param>
    /// <param name="environment">The host environment that gives the application name and the environment name.</param>
    /// <returns>The identity; no member is ever empty.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static ServiceIdentity From(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);

        var section = configuration.GetSection(ServiceOptions.Section);
        var assembly = Assembly.GetEntryAssembly();

        return new ServiceIdentity(
            FirstText(section[nameof(ServiceOptions.Name)], configuration["OTEL_SERVICE_NAME"], environment.ApplicationName, "unknown"),
            FirstText(section[nameof(ServiceOptions.Version)], InformationalVersion(assembly), "0.0.0"),
            FirstText(section[nameof(ServiceOptions.Environment)], LowerCase(environment.EnvironmentName), "production"),
            FirstText(section[nameof(ServiceOptions.Instance)], $"{System.Environment.MachineName}-{System.Environment.ProcessId}"));
    }

    private static string FirstText(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
                return candidate;
        }

        return "unknown";
    }

    // The build appends "+<commit>" to the informational version; the commit is not part of the version that people compare.
    private static string? InformationalVersion(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static string? LowerCase(string? text) => text?.ToLowerInvariant();
}
