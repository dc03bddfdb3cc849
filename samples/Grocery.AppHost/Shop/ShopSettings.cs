using System.Globalization;
using Grocery.Platform.Testing.Processes;

namespace Grocery.AppHost.Shop;

/// <summary>How to open the shop.</summary>
/// <param name="UseDatabase">Whether to start a private PostgreSQL when it is installed.</param>
/// <param name="Ports">The port of every service, by its name.</param>
internal sealed record ShopSettings(bool UseDatabase, IReadOnlyDictionary<string, int> Ports)
{
    private const string TokenLifetimeKey = "Identity:Lifetime";
    private static readonly TimeSpan DefaultTokenLifetime = TimeSpan.FromHours(8);

    /// <summary>Gets where the services send their telemetry by OTLP over HTTP; <see langword="null"/> is nowhere.</summary>
    public Uri? TelemetryEndpoint { get; init; }

    /// <summary>Gets variables for all services, beside what they need to find each other.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets configuration keys of all services with the values that they keep, whatever is put for them later.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets for how long a user's token is good; the default of the services where <see cref="Parameters"/> has no value that they would take.</summary>
    public TimeSpan TokenLifetime =>
        Parameters.FirstOrDefault(parameter => parameter.Key.Equals(TokenLifetimeKey, StringComparison.OrdinalIgnoreCase)) is { Value: { } text }
        && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var lifetime)
            ? lifetime
            : DefaultTokenLifetime;

    /// <summary>Chooses ports on which nobody listens, for a shop beside others.</summary>
    public static ShopSettings OnFreePorts(bool useDatabase = true) =>
        new(useDatabase, ShopService.All.ToDictionary(service => service.Name, _ => FreePort.Next()));
}
