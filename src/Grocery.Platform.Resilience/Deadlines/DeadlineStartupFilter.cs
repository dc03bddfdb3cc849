using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>Puts <see cref="DeadlineMiddleware"/> ahead of the service's own middleware.</summary>
internal sealed class DeadlineStartupFilter(IOptions<ResilienceOptions> resilience) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (resilience.Value.Enabled)
            app.UseMiddleware<DeadlineMiddleware>();

        next(app);
    };
}
