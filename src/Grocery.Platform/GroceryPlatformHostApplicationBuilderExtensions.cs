using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>The one line.</summary>
public static class GroceryPlatformHostApplicationBuilderExtensions
{
    /// <summary>Makes the service ready for production. Calling twice equals calling once.</summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder AddGroceryPlatform<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder.AddServiceIdentity();
}
