using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Makes the budget of the stop the host's shutdown time-out.</summary>
internal sealed class ShutdownTimeoutSetup(IServiceProvider services) : IPostConfigureOptions<HostOptions>
{
    public void PostConfigure(string? name, HostOptions options)
    {
        // The host reads its options before it starts anything, and so before the problems of all options are told together.
        services.ValidatePlatformOptions();
        options.ShutdownTimeout = services.GetRequiredService<DrainPolicy>().BudgetFor(options.ShutdownTimeout);
    }
}
