using System.Collections.Concurrent;
using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Routing;

public sealed class RoutedMiddlewareTests
{
    // What passed, in order: "seen <endpoint>" is the routed middleware.
    private readonly ConcurrentQueue<string> _passed = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Implicit_routing_runs_it_before_the_middleware_of_the_service()
    {
        await using var app = await StartAsync(app =>
        {
            app.Use(Note("service"));
            app.MapGet("/products", () => "answer").WithDisplayName("products");
        });

        var answer = await GetAsync(app, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["seen products", "service"], _passed);
    }

    [Fact]
    public async Task Routing_that_the_program_calls_runs_it_around_the_endpoint()
    {
        await using var app = await StartAsync(app =>
        {
            app.Use(Note("before"));
            app.UseRouting();
            app.Use(Note("after"));
            app.MapGet("/products", () => "answer").WithDisplayName("products");
        });

        var answer = await GetAsync(app, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["before", "after", "seen products"], _passed);
    }

    [Fact]
    public async Task Routing_and_endpoints_that_the_program_calls_run_it_around_the_endpoint_and_links_are_generated()
    {
        await using var app = await StartAsync(app =>
        {
            app.UseRouting();
#pragma warning disable ASP0014 // How services look that came from a Startup class.
            app.UseEndpoints(endpoints => endpoints
                .MapGet("/products/{id}", (int id, LinkGenerator links) => links.GetPathByName("product", new { id = id + 1 }))
                .WithName("product")
                .WithDisplayName("products"));
#pragma warning restore ASP0014
        });

        var answer = await GetAsync(app, "/products/1");

        Assert.Equal("/products/2", answer);
        Assert.Equal(["seen products"], _passed);
    }

    [Fact]
    public async Task A_startup_class_runs_it_behind_its_routing()
    {
        using var host = await StartStartupAsync(app => app
            .Use(Note("before"))
            .UseRouting()
            .Use(Note("after"))
            .UseEndpoints(endpoints => endpoints.MapGet("/products", () => "answer").WithDisplayName("products")));

        var answer = await GetAsync(host, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["before", "seen products", "after"], _passed);
    }

    [Fact]
    public async Task A_startup_class_without_routing_runs_it_first()
    {
        using var host = await StartStartupAsync(app =>
        {
            app.Use(Note("service"));
            app.Run(context => context.Response.WriteAsync("answer"));
        });

        var answer = await GetAsync(host, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["seen nothing", "service"], _passed);
    }

    [Fact]
    public async Task An_application_without_endpoints_runs_it_first()
    {
        await using var app = await StartAsync(app =>
        {
            app.Use(Note("service"));
            app.Run(context => context.Response.WriteAsync("answer"));
        });

        var answer = await GetAsync(app, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["seen nothing", "service"], _passed);
    }

    [Fact]
    public async Task A_request_that_matches_no_endpoint_passes_it_too()
    {
        await using var app = await StartAsync(app => app.MapGet("/products", () => "answer"));

        await GetAsync(app, "/unknown");

        Assert.Equal(["seen nothing"], _passed);
    }

    [Fact]
    public async Task Routing_of_a_startup_filter_does_not_run_it_twice()
    {
        await using var app = await StartAsync(
            app => app.MapGet("/products", () => "answer").WithDisplayName("products"),
            services => services.AddSingleton<IStartupFilter, RoutingFilter>());

        var answer = await GetAsync(app, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["seen products"], _passed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_page_does_not_run_it_again(bool routesItself)
    {
        await using var app = await StartAsync(app =>
        {
            app.UseExceptionHandler("/error");
            if (routesItself)
                app.UseRouting();

            app.MapGet("/products", string () => throw new InvalidOperationException("wrong")).WithDisplayName("products");
            app.MapGet("/error", () => "page").WithDisplayName("error");
        });

        var answer = await GetAsync(app, "/products");

        Assert.Equal("page", answer);
        Assert.Equal(["seen products"], _passed);
    }

    [Fact]
    public async Task An_error_page_of_a_startup_class_does_not_run_it_again()
    {
        using var host = await StartStartupAsync(app => app
            .UseStatusCodePagesWithReExecute("/error")
            .UseRouting()
            .UseEndpoints(endpoints => endpoints.MapGet("/error", () => "page")));

        var answer = await GetAsync(host, "/unknown");

        Assert.Equal("page", answer);
        Assert.Equal(["seen nothing"], _passed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_registered_first_runs_first_and_what_adds_nothing_does_nothing(bool routesItself)
    {
        await using var app = await StartAsync(
            app =>
            {
                if (routesItself)
                    app.UseRouting();

                app.MapGet("/products", () => "answer").WithDisplayName("products");
            },
            services => services.AddRoutedMiddleware(static _ => { }).AddRoutedMiddleware(app => app.Use(Note("second"))));

        var answer = await GetAsync(app, "/products");

        Assert.Equal("answer", answer);
        Assert.Equal(["seen products", "second"], _passed);
    }

    private static async Task<string> GetAsync(IHost host, string path)
    {
        using var client = host.GetTestClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private Func<RequestDelegate, RequestDelegate> Note(string what) => next => context =>
    {
        _passed.Enqueue(what);
        return next(context);
    };

    private void AddMiddleware(IServiceCollection services) => services.AddRoutedMiddleware(app => app.Use(next => context =>
    {
        _passed.Enqueue($"seen {context.GetEndpoint()?.DisplayName ?? "nothing"}");
        return next(context);
    }));

    private async Task<WebApplication> StartAsync(Action<WebApplication> configure, Action<IServiceCollection>? addServices = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        AddMiddleware(builder.Services);
        addServices?.Invoke(builder.Services);
        var app = builder.Build();
        configure(app);
        await app.StartAsync(Token);
        return app;
    }

    private Task<IHost> StartStartupAsync(Action<IApplicationBuilder> configure) => new HostBuilder()
        .ConfigureWebHost(web => web.UseTestServer().Configure(configure).ConfigureServices(services =>
        {
            services.AddRouting();
            AddMiddleware(services);
        }))
        .StartAsync(Token);

    private sealed class RoutingFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseRouting();
            app.UseEndpoints(endpoints => endpoints.MapGet("/of-the-filter", () => "filter"));
            next(app);
        };
    }
}
