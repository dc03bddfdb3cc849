using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Health.Drain;

/// <summary>Adds a middleware of the drain.</summary>
internal sealed class DrainStartupFilter(DrainPolicy policy, Action<IApplicationBuilder> add) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (policy.IsEnabled)
            add(app);

        next(app);
    };
}
