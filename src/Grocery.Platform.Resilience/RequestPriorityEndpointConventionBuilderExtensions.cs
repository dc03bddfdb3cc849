using Grocery.Platform.Resilience;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform;

/// <summary>Says how important endpoints are when the service is overloaded.</summary>
public static class RequestPriorityEndpointConventionBuilderExtensions
{
    /// <summary>Gives the endpoints a priority; see <see cref="InboundOptions"/>. Does nothing while that is not enabled.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint builder.</typeparam>
    /// <param name="builder">
    /// What the endpoints were mapped with, also a group. Of several priorities, the one nearest to the endpoint wins.
    /// </param>
    /// <param name="priority">The priority; an endpoint without one is <see cref="RequestPriority.Normal"/>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder WithRequestPriority<TBuilder>(this TBuilder builder, RequestPriority priority)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithMetadata(new RequestPriorityAttribute(priority));
    }
}
