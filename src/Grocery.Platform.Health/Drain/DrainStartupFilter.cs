using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Health.Drain;

/// <summary>Adds <see cref="DrainMiddleware"/> when there is a window in which it can matter.</summary>
internal sealed class DrainStartupFilter(DrainPolicy policy) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (policy.Window > TimeSpan.Zero)
            app.UseMiddleware<DrainMiddleware>();

        next(app);
    };
}
