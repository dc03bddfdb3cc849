using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>
/// The builder that the service's own <c>Configure</c> gets: it adds a middleware right behind the last routing. A
/// <see cref="WebApplication"/> that calls <c>UseRouting</c> itself has a builder of its own, so there the endpoints are wrapped.
/// </summary>
internal sealed class RoutedApplicationBuilder(IApplicationBuilder inner, Func<RequestDelegate, RequestDelegate> wrap) : IApplicationBuilder
{
    // UseRouting leaves its route builder here just before it adds its middleware, for UseEndpoints to find.
    private const string RouteBuilder = "__EndpointRouteBuilder";

    private object? _routeBuilder;
    private int _routings;
    private IEndpointRouteBuilder? _routesItself;

    public IServiceProvider ApplicationServices
    {
        get => inner.ApplicationServices;
        set => inner.ApplicationServices = value;
    }

    public IDictionary<string, object?> Properties => inner.Properties;

    public IFeatureCollection ServerFeatures => inner.ServerFeatures;

    /// <summary>Gets a value indicating whether the service has routing, so that it need not be wrapped as a whole.</summary>
    public bool HasRouting => _routings > 0 || _routesItself is not null;

    public IApplicationBuilder Use(Func<RequestDelegate, RequestDelegate> middleware)
    {
        inner.Use(middleware);
        if (!Properties.TryGetValue(RouteBuilder, out var routeBuilder) || routeBuilder is null || routeBuilder == _routeBuilder)
            return this;

        _routeBuilder = routeBuilder;
        if (routeBuilder is WebApplication app && ((IApplicationBuilder)app).Properties.ContainsKey(RouteBuilder))
            _routesItself = app;
        else
            AddBehindRouting();

        return this;
    }

    public IApplicationBuilder New() => inner.New();

    public RequestDelegate Build() => inner.Build();

    /// <summary>Wraps the endpoints of a service that routes itself. The original ones stay where links are generated from.</summary>
    public void WrapEndpoints()
    {
        if (_routesItself is null)
            return;

        var sources = _routesItself.DataSources.ToArray();
        _routesItself.DataSources.Clear();
        foreach (var source in sources)
            _routesItself.DataSources.Add(new WrappedEndpointDataSource(source, wrap));
    }

    // A startup filter may have routing of its own, so that there is more than one.
    private void AddBehindRouting()
    {
        var routing = ++_routings;
        inner.Use(next => routing == _routings && _routesItself is null ? wrap(next) : next);
    }
}
