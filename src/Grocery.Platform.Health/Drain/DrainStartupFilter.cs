using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Health.Drain;

/// <summary>Adds <see cref="DrainMiddleware"/>.</summary>
internal sealed class DrainStartupFilter(DrainPolicy policy) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (policy.IsEnabled)
            app.UseMiddleware<DrainMiddleware>();

        next(app);
    };
}
