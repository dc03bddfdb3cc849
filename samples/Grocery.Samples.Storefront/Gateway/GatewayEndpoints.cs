using Grocery.Samples.Shop;

namespace Grocery.Samples.Storefront.Gateway;

/// <summary>The part of the services' endpoints that a browser may reach; nothing else passes.</summary>
internal static class GatewayEndpoints
{
    // Of a pattern, "$" would let a line end through, and letters count whatever their case unless it says otherwise.
    private const string ProductId = @"{productId:regex((?-i)\A[a-z0-9-]+\z):maxlength(64)}";
    private const string OrderId = @"{orderId:guid:regex(\A[a-f0-9-]+\z)}";

    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        foreach (var service in new[] { "product", "cart", "order", "summary" })
            builder.AddShopClient(service).AsUser();

        builder.Services.AddSingleton<Forwarder>();
    }

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        // The services describe their endpoints themselves.
        var api = routes.MapGroup(Forwarder.Prefix).ExcludeFromDescription();

        Forward(api, "product", "/categories", HttpMethods.Get);
        Forward(api, "product", "/products", HttpMethods.Get);
        Forward(api, "product", $"/products/{ProductId}", HttpMethods.Get);

        Forward(api, "cart", "/cart", HttpMethods.Get, HttpMethods.Delete);
        Forward(api, "cart", $"/cart/items/{ProductId}", HttpMethods.Put, HttpMethods.Delete);
        Forward(api, "cart", "/cart/merge", HttpMethods.Post);

        Forward(api, "order", "/checkout", HttpMethods.Get);
        Forward(api, "order", "/orders", HttpMethods.Get, HttpMethods.Post);
        Forward(api, "order", $"/orders/{OrderId}", HttpMethods.Get);

        Forward(api, "summary", "/summary", HttpMethods.Get);
        Forward(api, "summary", "/statistics", HttpMethods.Get);
    }

    private static void Forward(RouteGroupBuilder api, string service, string pattern, params string[] methods) =>
        api.MapMethods(pattern, methods, (HttpContext context, Forwarder forwarder) => forwarder.SendAsync(context, service));
}
