using System.Globalization;
using System.Text.Json.Serialization;
using Grocery.Samples.Shop.Identity;
using Grocery.Samples.Shop.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.Shop;

/// <summary>What the services of the shop have in common, beside what the platform gives to any service.</summary>
public static class ShopHostApplicationBuilderExtensions
{
    private const long LargestBody = 64 * 1024;

    /// <summary>Adds sign-in, problem details, the OpenAPI document, a limit for bodies, and the port that the service has unless another is configured.</summary>
    public static WebApplicationBuilder AddShop(this WebApplicationBuilder builder, int port)
    {
        // Here and not in appsettings.json, where it would override ASPNETCORE_URLS.
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));

        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddProblems();
        builder.AddIdentity();
        builder.Services.AddOpenApi(static options => options.AddBearer());
        return builder;
    }

    /// <summary>Adds the middleware of <see cref="AddShop"/>, in the order that it needs, and the OpenAPI document at <c>/openapi/v1.json</c>.</summary>
    public static WebApplication UseShop(this WebApplication app)
    {
        app.UseExceptionHandler();

        // Also for a caller that asks for another media type: by default it would get plain text.
        app.UseStatusCodePages(static context =>
            TypedResults.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi();
        return app;
    }
}
