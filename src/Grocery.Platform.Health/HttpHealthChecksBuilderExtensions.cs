using System.Net;
using Grocery.Platform.Health.Dependencies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of HTTP dependencies.</summary>
public static class HttpHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that sends a GET and looks at the status code alone. It sends one attempt on connections of its own, which
    /// live for a minute at most so that DNS changes are followed: no client of the factory with its retries and breakers, no
    /// redirect, no proxy, no cookie, no span. User info in the address is sent as Basic authentication. No result shows the address.
    /// </summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures.</param>
    /// <param name="address">The absolute address, <c>http</c> or <c>https</c>.</param>
    /// <param name="isHealthy">Says which status codes are healthy. Default 200 to 299.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument other than <paramref name="isHealthy"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, or <paramref name="address"/> is relative or not HTTP.</exception>
    public static IHealthChecksBuilder AddHttp(
        this IHealthChecksBuilder builder, string name, Uri address, Func<HttpStatusCode, bool>? isHealthy = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("The address must be absolute, and start with http:// or https://.", nameof(address));

        builder.Services.TryAddSingleton<HttpCheckClient>();
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new HttpHealthCheck(services.GetRequiredService<HttpCheckClient>(), address, isHealthy ?? IsSuccess),
            failureStatus: null,
            tags: null));
    }

    private static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and <= 299;
}
