using Grocery.Platform.Observability.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Puts <see cref="RequestMiddleware"/> ahead of the service's own middleware.</summary>
internal sealed class RequestStartupFilter(TelemetrySwitches switches, IOptions<LoggingOptions> logging) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (switches.Tracing || logging.Value.Enabled)
            app.UseMiddleware<RequestMiddleware>();

        next(app);
    };
}
