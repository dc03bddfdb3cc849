using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>Puts <see cref="FlagMiddleware"/> ahead of the service's own middleware.</summary>
internal sealed class FlagStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<FlagMiddleware>();
        next(app);
    };
}
