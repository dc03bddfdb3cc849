using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>
/// Puts the middleware right behind the routing of the service, wherever that is; first of all in a service that has no routing.
/// </summary>
internal sealed class RoutedMiddlewareStartupFilter(IEnumerable<RoutedMiddleware> middleware) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var routed = new RoutedApplicationBuilder(app, rest => Wrap(app, rest));

        // Asked when the pipeline is built, by when all of it is known.
        app.Use(rest => routed.HasRouting ? rest : Wrap(app, rest));
        next(routed);
        routed.WrapEndpoints();
    };

    private static bool IsExecutedAgain(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    private RequestDelegate Wrap(IApplicationBuilder app, RequestDelegate rest)
    {
        var pipeline = app.New();
        foreach (var each in middleware)
            each.Add(pipeline);

        pipeline.Run(rest);
        var wrapped = pipeline.Build();
        return wrapped == rest ? rest : context => IsExecutedAgain(context) ? rest(context) : wrapped(context);
    }
}
