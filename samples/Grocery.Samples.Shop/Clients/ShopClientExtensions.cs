using Grocery.Samples.Shop.Clients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Grocery.Samples.Shop;

/// <summary>Registers typed clients of the other services. Deadlines, retries and breakers come from the platform without asking.</summary>
public static class ShopClientExtensions
{
    private static readonly Dictionary<string, int> Ports = new(StringComparer.Ordinal)
    {
        ["product"] = 8083,
        ["cart"] = 8081,
        ["order"] = 8082,
        ["summary"] = 8084,
    };

    /// <summary>Adds a typed client of a service of the shop, at the address <c>Services:&lt;service&gt;</c>, or its usual port of this machine.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="name">The name of the client, for settings of its own; needed where one service has two clients of another.</param>
    /// <exception cref="InvalidOperationException">The address is not one.</exception>
    public static IHttpClientBuilder AddShopClient<TClient>(this IHostApplicationBuilder builder, string service, string? name = null)
        where TClient : class => builder.AddShopClient(service, name).AddTypedClient<TClient>();

    /// <summary>Adds a client of a service of the shop that has the name of the service, for who forwards to any path of it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="name">The name of the client, for settings of its own.</param>
    /// <exception cref="InvalidOperationException">The address is not one.</exception>
    public static IHttpClientBuilder AddShopClient(this IHostApplicationBuilder builder, string service, string? name = null)
    {
        var address = AddressOf(builder.Configuration, service);
        return builder.Services.AddHttpClient(name ?? service, client => client.BaseAddress = address);
    }

    /// <summary>Sends the token of the caller on.</summary>
    public static IHttpClientBuilder AsUser(this IHttpClientBuilder client)
    {
        client.Services.AddHttpContextAccessor();
        client.Services.TryAddTransient<UserTokenHandler>();
        return client.AddHttpMessageHandler<UserTokenHandler>();
    }

    /// <summary>Sends a token of this service.</summary>
    public static IHttpClientBuilder AsService(this IHttpClientBuilder client)
    {
        client.Services.TryAddTransient<ServiceTokenHandler>();
        return client.AddHttpMessageHandler<ServiceTokenHandler>();
    }

    private static Uri AddressOf(IConfiguration configuration, string service)
    {
        var key = $"Services:{service}";
        if (configuration[key] is not { Length: > 0 } text)
            return new Uri($"http://localhost:{Ports[service]}");

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.AbsolutePath == "/"
            ? address
            : throw new InvalidOperationException($"{key} is \"{text}\"; allowed: an http or https address without a path, such as http://localhost:{Ports[service]}.");
    }
}
