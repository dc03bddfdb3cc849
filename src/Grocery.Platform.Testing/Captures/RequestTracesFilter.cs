using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Testing.Captures;

/// <summary>Notes the trace of each request, ahead of everything else.</summary>
internal sealed class RequestTracesFilter(RequestTraces traces) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            if (Activity.Current is { } span)
                traces.Add(span.TraceId);

            return following(context);
        });
        next(app);
    };
}
