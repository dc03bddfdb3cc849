using Grocery.Platform.Testing.Fakes.TestApp;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Grocery.Platform.Testing.Fakes.Tests;

/// <summary>The small service in this process, with its environment called as in production, so that its lines are JSON.</summary>
internal static class Shop
{
    public static WebApplicationFactory<ShopService> With(Action<IWebHostBuilder> configure) => new WebApplicationFactory<ShopService>().WithWebHostBuilder(web =>
    {
        web.UseEnvironment("Production");
        configure(web);
    });

    public static Task<HttpResponseMessage> PlaceAsync(this HttpClient client, int order, string market = "eu") =>
        client.PostAsync(new Uri($"/orders/{order}?market={market}", UriKind.Relative), null, TestContext.Current.CancellationToken);

    public static Task<string> ReadAsync(this HttpClient client, string path) =>
        client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
